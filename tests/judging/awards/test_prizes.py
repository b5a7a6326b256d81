"""Prizes before the release: proposed from the ranking, decided in secret, given with the release."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.judging.awards.commands import decide_prize, drop_prize, publish_prizes, set_prize
from hackathon.judging.awards.facts import PrizeDecided
from hackathon.judging.awards.models import Award, Prize
from hackathon.judging.awards.queries import prizes_at
from hackathon.judging.ranking.commands import release_results
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_team
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]


@pytest.fixture
def judged(session: Session) -> Judged:
    """Give an event with three projects, the last two equally good, all scored."""
    judged = make_judged_event(session, projects=3)
    for project, scores in zip(judged.projects, ((1, 2), (5, 4), (5, 4)), strict=True):
        make_ballot(session, judged.judges[0], project, scores)
    return judged


def test_prize_is_proposed_for_the_best_of_its_scope(session: Session, working: Working, judged: Judged) -> None:
    with working(judged.organizer) as work:
        set_prize(work, judged.event.id, name="First")
        set_prize(work, judged.event.id, name="Question", challenge_id=judged.projects[0].challenge_id)

    ids = [project.id for project in judged.projects]
    assert [(each.proposed, sorted(each.within)) for each in prizes_at(session, judged.event.id)] == [
        (ids[1:], ids),
        (ids[:1], ids[:1]),
    ]


def test_prize_is_given_with_the_release_and_nobody_learns_of_it_before(
    session: Session, working: Working, judged: Judged, browser: Opener, clock: StandingClock
) -> None:
    winner_id, at = judged.projects[1].id, f"/events/{judged.event.slug}"
    plan, organizer = f"{at}/awards/plan", browser(judged.organizer)
    session.commit()
    organizer.post(plan, {"name": "Golden plug", "scope": ""})
    prize_id = session.scalars(select(Prize.id)).one()
    session.commit()
    organizer.post(f"{plan}/{prize_id}", {"project_id": winner_id, "reason": ""})
    deliver_pending(session, clock)
    pages = ("/", at, f"{at}/activity", f"/projects/{winner_id}", plan)
    others = [browser(person).get(path).text for path in pages for person in (judged.judges[0], make_account(session))]
    assert not any("Golden plug" in text for text in others)
    assert session.scalars(select(Award)).all() == []
    assert "Golden plug" in organizer.get(f"/events/{judged.event.slug}/judging/release").text

    with working(judged.organizer) as work:
        release_results(work, judged.event.id)
    deliver_pending(session, clock)

    award = session.scalars(select(Award)).one()
    assert (award.name, award.project_id, award.given_by) == ("Golden plug", winner_id, judged.organizer.id)
    facts = session.scalars(select(FactRow).where(FactRow.kind == PrizeDecided.kind)).all()
    assert [row.fact() for row in facts] == [PrizeDecided(subject_id=judged.event.id, prize=prize_id)]


def test_another_winner_than_proposed_needs_a_reason(session: Session, working: Working, judged: Judged) -> None:
    with working(judged.organizer) as work:
        prize_id = set_prize(work, judged.event.id, name="First").id

    with pytest.raises(Invalid, match="propose another"), working(judged.organizer) as work:
        decide_prize(work, judged.event.id, prize_id, project_id=judged.projects[0].id)
    with working(judged.organizer) as work:
        decide_prize(work, judged.event.id, prize_id, project_id=judged.projects[0].id, reason="The bravest.")

    assert session.get_one(Prize, prize_id).reason == "The bravest."


def test_prizes_are_refused_to_others_competitors_and_projects_elsewhere(
    session: Session, working: Working, judged: Judged
) -> None:
    other = make_judged_event(session)
    with working(judged.organizer) as work:
        prize_id = set_prize(work, judged.event.id, name="First").id
    with pytest.raises(Conflict, match="of that name"), working(judged.organizer) as work:
        set_prize(work, judged.event.id, name="First")
    with pytest.raises(Invalid, match="of this event"), working(judged.organizer) as work:
        set_prize(work, judged.event.id, name="Second", challenge_id=other.projects[0].challenge_id)
    with pytest.raises(Invalid, match="can win"), working(judged.organizer) as work:
        decide_prize(work, judged.event.id, prize_id, project_id=other.projects[0].id, reason="x")
    with pytest.raises(Denied), working(other.organizer) as work:
        drop_prize(work, judged.event.id, prize_id)
    with pytest.raises(Denied, match="Only the platform"), working(judged.organizer) as work:
        publish_prizes(work, judged.event.id)
    make_team(session, judged.event, judged.organizer)

    with pytest.raises(Denied, match="in a team"), working(judged.organizer) as work:
        decide_prize(work, judged.event.id, prize_id, project_id=judged.projects[1].id)
    assert session.get_one(Prize, prize_id).project_id is None
