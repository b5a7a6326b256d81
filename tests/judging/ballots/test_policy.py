"""Who may score what, and when."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.policy import are_ballots_open, can_judge, can_see, visible_to
from hackathon.judging.ballots.rules import ballots_open_at
from hackathon.people.accounts.models import Account
from tests.clocks import NOON
from tests.factories.judging import make_ballot, make_judged_event


def test_visible_to_selects_what_can_see_allows(session: Session, actor: Callable[[Account], Actor]) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    made = [make_ballot(session, judge, project, (5, 5)) for judge in judged.judges for project in judged.projects]

    for person in (*(actor(judge) for judge in judged.judges), actor(judged.organizer), STRANGER):
        listed = session.scalars(select(Ballot.id).where(visible_to(person)).order_by(Ballot.id)).all()
        assert listed == [ballot.id for ballot in made if can_see(person, ballot)]


def test_can_judge_admits_only_judges_of_this_event(session: Session, actor: Callable[[Account], Actor]) -> None:
    judged, other = make_judged_event(session), make_judged_event(session)

    assert can_judge(actor(judged.judges[0]), judged.event)
    assert not can_judge(actor(other.judges[0]), judged.event)
    assert not can_judge(actor(judged.organizer), judged.event)


def test_ballots_open_with_the_window_but_not_within_a_minute_of_the_deadline() -> None:
    hour, minute = timedelta(hours=1), timedelta(minutes=1)

    assert ballots_open_at(NOON, NOON) == NOON + minute
    assert ballots_open_at(NOON, NOON - hour) == NOON + minute
    assert ballots_open_at(NOON, NOON + hour) == NOON + hour


def test_ballots_of_a_cancelled_event_are_closed(session: Session) -> None:
    judged = make_judged_event(session, state="CANCELLED")

    assert not are_ballots_open(judged.event, at=NOON)
