"""Owners who leave: the clock, the deputy, whoever takes over; and owners who hand over by themselves."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.commands import deactivate, give_site_role, reactivate, take_site_role
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.commands import accept_offer, decline_offer
from hackathon.promotion.adoption.jobs import expire
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.commands import resume_case, retire_case
from hackathon.promotion.ownership.commands import (
    hand_over,
    name_deputy,
    note_missing_owner,
    step_back,
    suspend_ownerless,
    take_over,
    withdraw_hand_over,
)
from hackathon.promotion.ownership.jobs import watch
from hackathon.promotion.pilots.jobs import sweep
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project, make_offer

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def signature_of(person: Account) -> Signature:
    return Signature("minutes per batch", "none needed", person.display_name)


def kinds(session: Session) -> list[str]:
    found = session.scalars(select(FactRow.kind).where(FactRow.stream_kind == "case").order_by(FactRow.id))
    return [kind.removeprefix("promotion.") for kind in found]


def test_deactivated_owner_starts_a_clock_that_their_return_stops(
    session: Session, working: Working, clock: StandingClock
) -> None:
    admin, deputy = make_account(session, "Ada", "admin"), make_account(session, "Dora")
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT", deputy_id=deputy.id)

    with working(admin) as work:
        deactivate(work, done.owner.id)
    deliver_pending(session, clock)
    session.expire_all()
    assert case.owner_missing_since == NOON
    told = set(session.scalars(select(Notice.account_id).where(Notice.key.contains("ownership"))))
    assert told == {deputy.id, steward.id, done.captain.id, done.member.id}
    with working(admin) as work:
        reactivate(work, done.owner.id)
    deliver_pending(session, clock)

    session.expire_all()
    assert case.owner_missing_since is None
    assert kinds(session) == ["ownership.missing", "ownership.returned"]


def test_owner_without_the_role_is_missing_until_it_is_given_again(
    session: Session, working: Working, clock: StandingClock
) -> None:
    admin, done = make_account(session, "Ada", "admin"), make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    over = make_case(session, make_finished_project(session, owner=done.owner), "RETIRED")

    with working(admin) as work:
        take_site_role(work, done.owner.id, "product_owner")
    deliver_pending(session, clock)
    session.expire_all()
    assert (case.owner_missing_since, over.owner_missing_since) == (NOON, None)
    with working(admin) as work:
        give_site_role(work, done.owner.id, "product_owner")
    deliver_pending(session, clock)

    session.expire_all()
    assert case.owner_missing_since is None


def test_watch_suspends_once_after_twenty_working_days_however_long_nothing_ran(
    session: Session, jobs: JobContext, clock: StandingClock
) -> None:
    case = make_case(session, None, "PILOT", owner_missing_since=NOON - timedelta(days=27))

    watch(jobs, 0)
    session.expire_all()
    assert case.state == "PILOT"
    clock.advance(days=300)
    for _again in range(3):
        watch(jobs, 0)

    session.expire_all()
    assert (case.state, case.resumes_in, case.is_held) == ("SUSPENDED", "PILOT", True)
    assert kinds(session) == ["ownership.suspended"]


def test_ownerless_case_does_not_resume_before_somebody_took_it_over(session: Session, working: Working) -> None:
    steward, other = make_account(session, "Stella", "steward"), make_account(session, "Omar", "product_owner")
    done = make_finished_project(session)
    case = make_case(session, done, "SUSPENDED", owner_missing_since=NOON, is_held=True)

    with pytest.raises(Conflict, match="take it over first"), working(steward) as work:
        resume_case(work, case.id)
    with working(other) as work:
        take_over(work, case.id, signature_of(other))
    with working(steward) as work:
        resume_case(work, case.id)

    session.expire_all()
    assert (case.state, case.owner_id, case.owner_missing_since) == ("PILOT", other.id, None)
    assert kinds(session) == ["adoption.owner_changed", "cases.resumed"]


@pytest.mark.parametrize(
    ("why", "said"),
    [("owner_missing_since", "somebody has to take it over first"), ("path_asked_at", "wait to be signed again")],
)
def test_page_says_beforehand_why_a_suspended_case_does_not_resume(
    session: Session, browser: Callable[[Account | None], Browser], why: str, said: str
) -> None:
    case = make_case(session, None, "SUSPENDED", is_held=True, **{why: NOON})

    page = browser(make_account(session, "Stella", "steward")).get(f"/use-cases/{case.number}").text

    assert (said in page, f'action="/use-cases/{case.number}/resume"' in page) == (True, False)


def test_deputy_takes_over_without_being_a_product_owner(session: Session, working: Working) -> None:
    deputy, done = make_account(session, "Dora"), make_finished_project(session)
    case = make_case(session, done, "BUILDING", deputy_id=deputy.id, owner_missing_since=NOON)

    with working(deputy) as work:
        take_over(work, case.id, signature_of(deputy), version=1)

    session.expire_all()
    assert (case.state, case.owner_id, case.deputy_id, case.owner_missing_since) == ("BUILDING", deputy.id, None, None)


@pytest.mark.parametrize("who", ["captain", "organizer", "steward", "admin", "unassigned", "screener"])
def test_take_over_by_anybody_else_is_denied(session: Session, working: Working, who: str) -> None:
    done, screener = make_finished_project(session), make_account(session, "Sina", "product_owner")
    case = make_case(session, done, "LIVE", owner_missing_since=NOON, screened_by=screener.id)
    people = {
        "steward": make_account(session, "Stella", "steward"),
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
        "screener": screener,
    }
    person = people.get(who) or getattr(done, who)

    with pytest.raises(Denied), working(person) as work:
        take_over(work, case.id, signature_of(person))


def test_take_over_from_an_owner_who_is_there_is_denied(session: Session, working: Working) -> None:
    other = make_account(session, "Omar", "product_owner")
    case = make_case(session, None, "LIVE")

    with pytest.raises(Denied, match="owner is there"), working(other) as work:
        take_over(work, case.id, signature_of(other))


def test_hand_over_changes_the_owner_when_the_new_one_signs(
    session: Session, working: Working, clock: StandingClock
) -> None:
    done, other = make_finished_project(session), make_account(session, "Omar", "product_owner")
    case = make_case(session, done, "PILOT", path="full")

    with working(done.owner) as work:
        hand_over(work, case.id, other.id)
    session.expire_all()
    assert (case.state, case.owner_id) == ("PILOT", done.owner.id)
    with working(other) as work:
        accept_offer(work, case.id, Signature("minutes", "mine", "Omar", make_account(session, "Dora").id))
    deliver_pending(session, clock)

    session.expire_all()
    assert (case.state, case.owner_id) == ("PILOT", other.id)
    assert kinds(session) == ["adoption.hand_over_offered", "adoption.owner_changed"]
    assert done.owner.id in set(session.scalars(select(Notice.account_id)))


@pytest.mark.parametrize("end", ["decline", "expire", "withdraw"])
def test_hand_over_that_comes_to_nothing_leaves_the_owner(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock, end: str
) -> None:
    done, other = make_finished_project(session), make_account(session, "Omar", "product_owner")
    case = make_case(session, done, "PILOT")
    with working(done.owner) as work:
        hand_over(work, case.id, other.id)

    if end == "decline":
        with working(other) as work:
            decline_offer(work, case.id, "No time.")
    elif end == "expire":
        clock.advance(days=30)
        expire(jobs, 0)
    else:
        with working(done.owner) as work:
            withdraw_hand_over(work, case.id)

    session.expire_all()
    assert (case.state, case.owner_id) == ("PILOT", done.owner.id)
    assert session.scalars(select(Offer.state)).all() == [
        {"decline": "DECLINED", "expire": "EXPIRED"}.get(end, "WITHDRAWN")
    ]


@pytest.mark.parametrize("by", ["owner", "clock"])
def test_hand_over_of_what_is_over_is_withdrawn(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock, by: str
) -> None:
    done, other = make_finished_project(session), make_account(session, "Omar", "product_owner")
    case = make_case(session, done, "PILOT", path="light")
    with working(done.owner) as work:
        hand_over(work, case.id, other.id)

    if by == "owner":
        with working(done.owner) as work:
            retire_case(work, case.id, "Nobody needs it any more.")
    else:
        clock.advance(days=80)
        sweep(jobs, 0)
        clock.advance(days=20)
        sweep(jobs, 0)
    deliver_pending(session, clock)

    session.expire_all()
    told = select(Notice.subject).where(Notice.account_id == other.id).order_by(Notice.id.desc()).limit(1)
    assert (case.state, session.scalars(select(Offer.state)).all()) == ("RETIRED", ["WITHDRAWN"])
    assert kinds(session)[-1] == "adoption.hand_over_withdrawn"
    assert session.scalar(told) == f"You are no longer asked to take over use case {case.number}, “{case.title}”"


@pytest.mark.parametrize("who", ["member", "captain", "organizer", "unassigned", "steward"])
def test_hand_over_by_anybody_but_the_owner_is_denied(session: Session, working: Working, who: str) -> None:
    done, other = make_finished_project(session), make_account(session, "Omar", "product_owner")
    case = make_case(session, done, "PILOT")
    people = {"unassigned": make_account(session, "Uwe"), "steward": make_account(session, "Stella", "steward")}

    with pytest.raises(Denied), working(people.get(who) or getattr(done, who)) as work:
        hand_over(work, case.id, other.id)


def test_deputy_is_named_by_the_owner_and_steps_back_with_a_reason(
    session: Session, working: Working, clock: StandingClock
) -> None:
    done, deputy = make_finished_project(session), make_account(session, "Dora")
    case = make_case(session, done, "PILOT")

    with pytest.raises(Invalid), working(done.owner) as work:
        name_deputy(work, case.id, done.member.id)
    with working(done.owner) as work:
        name_deputy(work, case.id, deputy.id)
    with pytest.raises(Denied), working(done.owner) as work:
        step_back(work, case.id, "Not mine to say.")
    with working(deputy) as work:
        step_back(work, case.id, "I change units.")
    deliver_pending(session, clock)

    session.expire_all()
    told = session.execute(select(Notice.account_id, Notice.text).where(Notice.account_id == done.owner.id)).all()
    assert (case.deputy_id, [tuple(row) for row in told]) == (None, [(done.owner.id, "I change units.")])


def test_platform_acts_are_denied_to_people(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "PILOT", owner_missing_since=NOON - timedelta(days=90))

    with pytest.raises(Denied), working(done.owner) as work:
        suspend_ownerless(work, case.id)
    with pytest.raises(Denied), working(done.owner) as work:
        note_missing_owner(work, case.id, done.owner.id)


def test_page_leads_whoever_is_asked_to_the_answer_and_keeps_what_the_owner_signed(
    session: Session, browser: Callable[[Account | None], Browser]
) -> None:
    done, other = make_finished_project(session), make_account(session, "Omar Other", "product_owner")
    case = make_case(session, done, "PILOT", deputy_id=make_account(session, "Dora Deputy").id)
    make_offer(session, case, done.owner, state="ACCEPTED", metric="minutes saved", budget="5000 of mine")
    make_offer(session, case, other)
    session.commit()

    pages = {who.display_name: browser(who).get(f"/use-cases/{case.number}").text for who in (other, done.owner)}

    for page in pages.values():
        assert [
            each for each in ("minutes saved", "5000 of mine", "Dora Deputy", "Omar Other") if each not in page
        ] == []
    leads = [f"/use-cases/{case.number}/offer" in page for page in pages.values()]
    assert leads == [True, False]
