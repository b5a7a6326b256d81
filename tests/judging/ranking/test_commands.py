"""Releasing the results: one deliberate act of an organizer."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.ranking.facts import ResultsReleased
from hackathon.judging.ranking.models import Result
from hackathon.judging.ranking.queries import present_ranking, released_standings
from hackathon.judging.ranking.rules import fingerprint
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import TeamMember
from tests.clocks import StandingClock
from tests.factories import make_account, make_registration
from tests.factories.judging import Judged, make_ballot, make_handed_in, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]


@pytest.fixture
def judged(session: Session) -> Judged:
    """Give an event with two projects, both scored by both judges."""
    judged = make_judged_event(session, judges=2, projects=2)
    for judge, scores in zip(judged.judges, ((5, 4), (4, 5)), strict=True):
        make_ballot(session, judge, judged.projects[0], (2, 3))
        make_ballot(session, judge, judged.projects[1], scores)
    return judged


def results(session: Session) -> list[tuple[int, int, Decimal, int]]:
    found = session.scalars(select(Result).order_by(Result.place, Result.project_id))
    return [(row.place, row.project_id, row.mean, row.ballots) for row in found]


def test_release_stores_the_ranking_and_opens_the_event(session: Session, working: Working, judged: Judged) -> None:
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    session.expire_all()
    worst, best = (project.id for project in judged.projects)
    assert results(session) == [(1, best, Decimal("4.500000"), 2), (2, worst, Decimal("2.300000"), 2)]
    assert judged.event.state == "RELEASED"
    fact = session.scalars(select(FactRow).where(FactRow.kind == ResultsReleased.kind)).one()
    assert fact.fact() == ResultsReleased(subject_id=judged.event.id, projects=2, ballots=4)


def test_release_keeps_ties_as_ties(session: Session, working: Working) -> None:
    judged = make_judged_event(session, projects=2)
    for project in judged.projects:
        make_ballot(session, judged.judges[0], project, (3, 3))

    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    shown = released_standings(session, judged.event.id)
    assert [(row.ranked.place, row.ranked.is_tied) for row in shown] == [(1, True), (1, True)]


def test_release_counts_neither_recused_nor_open_nor_withdrawn(
    session: Session, working: Working, judged: Judged, clock: StandingClock
) -> None:
    third, gone = make_handed_in(session, judged.event), make_handed_in(session, judged.event, state="WITHDRAWN")
    make_ballot(session, judged.judges[0], third, (5, 5), state="RECUSED")
    make_ballot(session, judged.judges[1], third, (5, 5), state="OPEN")
    make_ballot(session, judged.judges[1], gone, (5, 5))
    gone.state = "WITHDRAWN"
    session.commit()
    clock.at = judged.event.judging_closes_at

    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    assert {project_id for _place, project_id, _mean, _ballots in results(session)} == {
        project.id for project in judged.projects
    }


def test_release_while_ballots_are_missing_is_denied_until_judging_closes(
    session: Session, working: Working, judged: Judged, clock: StandingClock
) -> None:
    make_ballot(session, judged.judges[0], make_handed_in(session, judged.event))

    with pytest.raises(Denied, match="still have ballots to cast"), working(judged.organizer) as work:
        release_results(work, judged.event.id)

    assert results(session) == []
    clock.at = judged.event.judging_closes_at
    with working(judged.organizer) as work:
        assert len(release_results(work, judged.event.id)) == 2


def test_release_of_nothing_is_denied(session: Session, working: Working, clock: StandingClock) -> None:
    judged = make_judged_event(session, "over")

    with pytest.raises(Denied, match="No ballot"), working(judged.organizer) as work:
        release_results(work, judged.event.id)


def test_release_of_another_ranking_than_was_looked_at_is_refused(
    session: Session, working: Working, judged: Judged
) -> None:
    seen = fingerprint(present_ranking(session, judged.event.id).rows)
    make_ballot(session, judged.judges[0], make_handed_in(session, judged.event), (1, 1))

    with pytest.raises(Conflict, match="since you opened"), working(judged.organizer) as work:
        release_results(work, judged.event.id, seen=seen)

    assert results(session) == []


def test_release_twice_is_denied(working: Working, judged: Judged) -> None:
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    with pytest.raises(Denied, match="released once"), working(judged.organizer) as work:
        release_results(work, judged.event.id)


def test_release_by_a_judge_or_an_organizer_of_another_event_is_denied(
    session: Session, working: Working, judged: Judged
) -> None:
    for person in (judged.judges[0], make_judged_event(session).organizer, make_account(session, "", "admin", "host")):
        with pytest.raises(Denied), working(person) as work:
            release_results(work, judged.event.id)

    assert results(session) == []


def test_release_tells_everybody_at_the_event_once(
    session: Session, working: Working, judged: Judged, clock: StandingClock
) -> None:
    guest = make_account(session)
    make_registration(session, judged.event, guest)
    members = session.scalars(select(TeamMember.account_id)).all()
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    deliver_pending(session, clock)

    told = session.execute(select(Notice.account_id, Notice.path)).all()
    slug, judges = judged.event.slug, [judge.id for judge in judged.judges]
    others = [judged.organizer.id, guest.id, *members]
    assert sorted(told) == sorted(
        [(account_id, f"/events/{slug}/ranking") for account_id in others]
        + [(judge_id, f"/events/{slug}/judging/mine") for judge_id in judges]
    )
