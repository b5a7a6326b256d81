"""What the clock does with nominations: a third light case waits and is offered once, deciders are reminded once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.nominations.commands import Answers, offer_waiting, remind_deciders, screen_case
from hackathon.promotion.nominations.jobs import offer, remind
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project, make_offer

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
YES = Answers(has_owner=True, has_usable_data=True, has_measured_outcome=True)


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


@pytest.fixture
def steward(session: Session) -> Account:
    return make_account(session, "Stella", "steward")


def owned(session: Session, owner: Account) -> Finished:
    return make_finished_project(session, owner=owner)


def kinds(session: Session) -> list[str]:
    found = select(FactRow.kind).where(FactRow.kind.not_like("%screened"))
    return [kind.removeprefix("promotion.") for kind in session.scalars(found.order_by(FactRow.id))]


def test_third_light_case_of_an_owner_waits_and_everybody_is_told(
    session: Session, working: Working, clock: StandingClock, done: Finished, steward: Account
) -> None:
    carried = make_case(session, owned(session, done.owner), "BUILDING")
    make_offer(session, make_case(session, owned(session, done.owner), "OFFERED"), done.owner)
    third = make_case(session, done)

    with working(steward) as work:
        screen_case(work, third.id, YES)
    deliver_pending(session, clock)

    session.expire_all()
    assert (carried.state, third.state, kinds(session)) == ("BUILDING", "WAITING", ["nominations.queued"])
    told = select(Notice.account_id).where(Notice.subject.contains("waits for its owner to have room"))
    assert set(session.scalars(told)) == {done.owner.id, done.captain.id, done.member.id}


def test_waiting_light_case_is_offered_once_when_another_is_over(
    session: Session, jobs: JobContext, done: Finished
) -> None:
    others = [make_case(session, owned(session, done.owner), "PILOT") for _each in range(2)]
    waiting = make_case(session, done, "WAITING", screened_by=done.judge.id)

    offer(jobs, 0)
    before = list(session.scalars(select(Offer.id)))
    others[0].state = "LIVE"
    session.commit()
    for _each in range(2):
        offer(jobs, 0)

    session.expire_all()
    assert (before, waiting.state, kinds(session)) == ([], "OFFERED", ["adoption.offered"])
    assert session.execute(select(Offer.owner_id, Offer.offered_by)).all() == [(done.owner.id, None)]


def test_waiting_case_off_the_light_path_is_left_to_its_round(
    session: Session, jobs: JobContext, done: Finished
) -> None:
    waiting = make_case(session, done, "WAITING", path="standard")

    offer(jobs, 0)

    session.expire_all()
    assert waiting.state == "WAITING"


def test_waiting_case_of_somebody_who_may_not_own_it_any_more_keeps_waiting(
    session: Session, jobs: JobContext, done: Finished
) -> None:
    waiting = make_case(session, done, "WAITING")
    done.owner.state = "DEACTIVATED"
    session.commit()

    offer(jobs, 0)

    session.expire_all()
    assert (waiting.state, kinds(session)) == ("WAITING", [])


def test_deciders_are_reminded_once_however_long_nothing_ran(
    session: Session, jobs: JobContext, clock: StandingClock, done: Finished, steward: Account
) -> None:
    make_case(session, done, state_since=NOON - timedelta(days=40))
    make_case(session, owned(session, done.owner), state_since=NOON - timedelta(days=6))

    for _each in range(2):
        remind(jobs, 0)
    deliver_pending(session, clock)

    assert kinds(session) == ["nominations.overdue"]
    told = select(Notice.account_id).where(Notice.subject.contains("waits for your decision"))
    assert list(session.scalars(told)) == [steward.id]


def test_what_the_clock_does_is_done_by_nobody_else(
    session: Session, working: Working, done: Finished, steward: Account
) -> None:
    case_id = make_case(session, done, "WAITING").id

    for command in (offer_waiting, remind_deciders):
        with pytest.raises(Denied), working(steward) as work:
            command(work, case_id)
