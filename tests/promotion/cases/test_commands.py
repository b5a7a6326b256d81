"""Suspending, resuming and retiring; numbers; who is told."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.cases.commands import resume_case, retire_case, suspend_case
from tests.clocks import NOON, StandingClock
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


@pytest.mark.parametrize("state", ["ADOPTED", "BUILDING", "PILOT", "LIVE"])
def test_resume_returns_to_where_it_was_suspended(session: Session, working: Working, state: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, state)

    with working(done.owner) as work:
        suspend_case(work, case.id, "The system is being replaced.", version=1)
    session.expire_all()
    assert (case.state, case.resumes_in, case.state_since, case.version) == ("SUSPENDED", state, NOON, 2)
    with working(done.owner) as work:
        resume_case(work, case.id, version=2)

    session.expire_all()
    assert (case.state, case.resumes_in, case.version) == (state, None, 3)


def test_retire_tells_team_and_owner_why(session: Session, working: Working, clock: StandingClock) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "LIVE", number=14, title="Handover")

    with working(done.owner) as work:
        retire_case(work, case.id, "A bought product does it now.")
    deliver_pending(session, clock)

    told = session.execute(select(Notice.account_id, Notice.subject, Notice.text, Notice.path)).all()
    assert {tuple(row) for row in told} == {
        (person.id, "Use case 14, “Handover”, is retired", "A bought product does it now.", "/use-cases/14")
        for person in (done.captain, done.member)
    }


@pytest.mark.parametrize("command", [suspend_case, retire_case])
def test_standstill_without_reason_is_invalid(
    session: Session, working: Working, command: Callable[..., object]
) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT")

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        command(work, case.id, "  ")

    session.expire_all()
    assert (refused.value.field, case.state) == ("reason", "PILOT")


def test_suspend_of_an_older_page_is_stale(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT", version=5)

    with pytest.raises(Stale), working(done.owner) as work:
        suspend_case(work, case.id, "Wait.", version=4)


def test_resume_twice_is_refused(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "SUSPENDED")

    with working(done.owner) as work:
        resume_case(work, case.id)
    with pytest.raises(Conflict), working(done.owner) as work:
        resume_case(work, case.id)
