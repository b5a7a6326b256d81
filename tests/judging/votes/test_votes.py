"""The people's choice: one secret vote each, not for one's own team, counted after the release alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.terms.commands import settle_terms
from hackathon.judging.votes.commands import vote_for
from hackathon.judging.votes.models import Vote
from hackathon.judging.votes.queries import counted_votes, voters_waiting
from hackathon.judging.votes.rules import Favourite, favourites
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import Team
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]


@pytest.fixture
def judged(session: Session, working: Working) -> Judged:
    """Give an event with a vote, at which a judge scored both projects."""
    judged = make_judged_event(session, projects=2)
    for project in judged.projects:
        make_ballot(session, judged.judges[0], project, (3, 3))
    with working(judged.organizer) as work:
        settle_terms(work, judged.event.id, names_judges=False, has_vote=True)
    return judged


def captain_of(session: Session, judged: Judged, number: int) -> Account:
    return session.get_one(Account, session.get_one(Team, judged.projects[number].team_id).captain_id)


def test_favourites_with_as_many_votes_share_the_place() -> None:
    assert favourites({3: 1, 2: 4, 9: 4}) == [Favourite(1, 2, 4), Favourite(1, 9, 4), Favourite(3, 3, 1)]


def test_vote_can_be_changed_and_stays_one_and_no_fact_tells_of_it(
    session: Session, working: Working, judged: Judged
) -> None:
    captain, facts = captain_of(session, judged, 0), len(session.scalars(select(FactRow)).all())
    for project in (judged.projects[1], judged.projects[1]):
        with working(captain) as work:
            vote_for(work, judged.event.id, project.id)

    votes = session.execute(select(Vote.account_id, Vote.project_id)).all()
    assert (votes, len(session.scalars(select(FactRow)).all())) == ([(captain.id, judged.projects[1].id)], facts)


def test_two_votes_of_one_person_are_refused_by_the_database(session: Session, judged: Judged) -> None:
    two = [
        {"event_id": judged.event.id, "account_id": judged.organizer.id, "project_id": p.id} for p in judged.projects
    ]

    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(Vote), [vote | {"voted_at": NOON} for vote in two])


def test_vote_for_the_own_team_elsewhere_or_by_others_is_refused(
    session: Session, working: Working, judged: Judged
) -> None:
    captain, elsewhere = captain_of(session, judged, 0), make_judged_event(session)

    for project, why in ((judged.projects[0], "own team"), (elsewhere.projects[0], "of this event")):
        with pytest.raises(Invalid, match=why), working(captain) as work:
            vote_for(work, judged.event.id, project.id)
    for person in (judged.judges[0], judged.organizer, make_account(session), captain_of(session, elsewhere, 0)):
        with pytest.raises(Denied, match="takes part"), working(person) as work:
            vote_for(work, judged.event.id, judged.projects[1].id)
    assert session.scalars(select(Vote)).all() == []


def test_vote_outside_judging_or_where_none_is_held_is_refused(
    session: Session, working: Working, judged: Judged, clock: StandingClock
) -> None:
    captain, closes_at = captain_of(session, judged, 0), judged.event.judging_closes_at
    clock.at = closes_at
    with pytest.raises(Denied, match="over"), working(captain) as work:
        vote_for(work, judged.event.id, judged.projects[1].id)
    clock.at = NOON
    with working(judged.organizer) as work:
        settle_terms(work, judged.event.id, names_judges=False, has_vote=False)

    with pytest.raises(Denied, match="no vote"), working(captain) as work:
        vote_for(work, judged.event.id, judged.projects[1].id)


def test_page_takes_the_vote_and_results_show_it_apart(
    session: Session, working: Working, judged: Judged, browser: Opener, clock: StandingClock
) -> None:
    captain, path = captain_of(session, judged, 0), f"/events/{judged.event.slug}/vote"
    ballot, voter = {"project_id": judged.projects[1].id}, browser(captain)
    session.commit()
    sent = voter.post(path, ballot)
    session.commit()
    ranking = f"/events/{judged.event.slug}/ranking"
    before = browser(judged.organizer).get(ranking).text
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    after = browser(make_account(session)).get(ranking).text

    assert sent.status_code == 302
    assert ["People's choice" in text.replace("&#39;", "'") for text in (before, after)] == [False, True]
    assert [(each.favourite.votes, each.title) for each in counted_votes(session, judged.event.id)] == [
        (1, judged.projects[1].title)
    ]
    assert browser(judged.judges[0]).get(path).status_code == 403


def test_people_are_told_once_and_reminded_while_they_have_not_voted(
    session: Session, working: Working, judged: Judged, clock: StandingClock
) -> None:
    first, second = captain_of(session, judged, 0), captain_of(session, judged, 1)
    deliver_pending(session, clock)
    with working(first) as work:
        vote_for(work, judged.event.id, judged.projects[1].id)

    told = session.scalars(select(Notice.account_id).where(Notice.path.endswith("/vote"))).all()
    assert sorted(told) == sorted({first.id, second.id})
    assert list(voters_waiting(session, judged.event.id)) == [second.id]
