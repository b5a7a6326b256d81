"""Waivers: by two people outside, for a while, and open again afterwards."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.questions.facts import WaiverRanOut
from hackathon.promotion.questions.queries import asked_of
from hackathon.promotion.waivers.commands import agree_to_waiver, propose_waiver, refuse_waiver
from hackathon.promotion.waivers.jobs import run_out
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
KEY, WHY = "system", "Its owner is away until May."


def test_waive_by_two_people_passes_until_it_runs_out_and_then_stops_a_carried_case(
    session: Session, working: Working, clock: StandingClock, jobs: JobContext
) -> None:
    first, second = make_account(session, "Stella", "steward"), make_account(session, "Spo", "sponsor")
    case = make_case(session, make_finished_project(session), "PILOT", path="standard")
    with working(first) as work:
        propose_waiver(work, case.id, KEY, WHY, 90)
    proposed = asked_of(session, case, KEY, NOON).standing
    with working(second) as work:
        agree_to_waiver(work, case.id, KEY)
    agreed = asked_of(session, case, KEY, NOON).standing

    clock.advance(days=90)
    run_out(jobs, 0)
    run_out(jobs, 0)

    session.expire_all()
    ends = session.scalar(select(func.count(FactRow.id)).where(FactRow.kind == WaiverRanOut.kind))
    assert (proposed, agreed, asked_of(session, case, KEY, clock()).standing) == ("open", "waived", "open")
    assert (case.state, case.resumes_in, case.is_held, ends) == ("SUSPENDED", "PILOT", True, 1)


def test_agree_by_the_first_the_owner_the_team_or_an_admin_is_refused(session: Session, working: Working) -> None:
    first = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT", path="standard")
    with working(first) as work:
        propose_waiver(work, case.id, KEY, WHY, 30)

    for other in (first, done.owner, done.captain, done.member, done.organizer, make_account(session, "Ada", "admin")):
        with pytest.raises(Denied), working(other) as work:
            agree_to_waiver(work, case.id, KEY)
        with pytest.raises(Denied), working(other) as work:
            refuse_waiver(work, case.id, KEY, "No.")


@pytest.mark.parametrize("days", [None, 0, 91])
def test_propose_for_too_long_or_no_time_is_refused(session: Session, working: Working, days: int | None) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, path="standard")

    with pytest.raises(Invalid, match="from 1 to 90"), working(steward) as work:
        propose_waiver(work, case.id, KEY, WHY, days)


def test_agree_after_a_refusal_is_too_late(session: Session, working: Working) -> None:
    first, second = make_account(session, "Stella", "steward"), make_account(session, "Sam", "steward")
    case = make_case(session, path="standard")
    with working(first) as work:
        propose_waiver(work, case.id, KEY, WHY, 30)
    with working(second) as work:
        refuse_waiver(work, case.id, KEY, "Wait for them.")

    with pytest.raises(Conflict, match="not any more"), working(second) as work:
        agree_to_waiver(work, case.id, KEY)
