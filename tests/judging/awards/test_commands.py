"""Giving awards after the release."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.judging.awards.commands import give_award
from hackathon.judging.awards.facts import AwardGiven
from hackathon.judging.awards.models import Award
from hackathon.people.accounts.models import Account
from tests.clocks import NOON
from tests.factories.judging import make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]


def test_give_keeps_the_award_and_says_so(session: Session, working: Working) -> None:
    judged = make_judged_event(session, state="RELEASED")
    project = judged.projects[0]

    with working(judged.organizer) as work:
        award_id = give_award(work, judged.event.id, project_id=project.id, name="First", reason="It works.").id

    award = session.get_one(Award, award_id)
    assert (award.name, award.reason, award.given_by, award.given_at) == (
        "First",
        "It works.",
        judged.organizer.id,
        NOON,
    )
    assert [row.fact() for row in session.scalars(select(FactRow))] == [
        AwardGiven(subject_id=award_id, event_id=judged.event.id, project_id=project.id)
    ]


def test_give_of_the_same_award_twice_is_refused(session: Session, working: Working) -> None:
    judged = make_judged_event(session, state="RELEASED")
    with working(judged.organizer) as work:
        give_award(work, judged.event.id, project_id=judged.projects[0].id, name="First")

    with pytest.raises(Conflict, match="of that name already"), working(judged.organizer) as work:
        give_award(work, judged.event.id, project_id=judged.projects[0].id, name="First")


def test_give_before_the_release_would_tell_and_is_denied(session: Session, working: Working) -> None:
    judged = make_judged_event(session)

    with pytest.raises(Denied, match="after the release"), working(judged.organizer) as work:
        give_award(work, judged.event.id, project_id=judged.projects[0].id, name="First")


def test_give_by_a_judge_is_denied(session: Session, working: Working) -> None:
    judged = make_judged_event(session, state="RELEASED")

    with pytest.raises(Denied), working(judged.judges[0]) as work:
        give_award(work, judged.event.id, project_id=judged.projects[0].id, name="First")


def test_give_to_a_project_elsewhere_or_withdrawn_is_refused(session: Session, working: Working) -> None:
    judged, other = make_judged_event(session, state="RELEASED"), make_judged_event(session)
    judged.projects[0].state = "WITHDRAWN"
    session.commit()

    for project_id in (judged.projects[0].id, other.projects[0].id, 10**6):
        with pytest.raises(Invalid, match="of this event"), working(judged.organizer) as work:
            give_award(work, judged.event.id, project_id=project_id, name="First")

    assert session.scalars(select(Award)).all() == []
