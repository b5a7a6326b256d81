"""Offers: only the owner answers, with a signature or a reason; silence parks the use case once."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, Statement
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.commands import (
    accept_offer,
    decline_offer,
    expire_offer,
    offer_again,
)
from hackathon.promotion.adoption.jobs import expire
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.rules import Signature
from hackathon.teams.formation.models import TeamMember
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case, make_finished_project, make_offer
from tests.factories.saving import saved

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


Answer = Callable[[Work, int, Account], Offer]
ANSWERS: tuple[Answer, ...] = (
    lambda work, case_id, person: accept_offer(work, case_id, signature_of(person)),
    lambda work, case_id, _person: decline_offer(work, case_id, "No."),
)


def signature_of(owner: Account) -> Signature:
    return Signature(metric="minutes per batch", budget="none needed", signed_name=owner.display_name)


def test_accept_signs_the_exact_sentence_and_makes_the_owner(
    session: Session, working: Working, clock: StandingClock
) -> None:
    done = make_finished_project(session, owner=make_account(session, "Lena  Brandt", "product_owner"))
    case = make_case(session, done, "OFFERED", number=14)
    offer = make_offer(session, case, done.owner)

    with working(done.owner) as work:
        accept_offer(
            work, case.id, Signature("minutes per batch", "none needed", " lena   BRANDT "), version=case.version
        )
    deliver_pending(session, clock)

    session.expire_all()
    sentence = (
        f"I, Lena  Brandt, take over use case 14, “{case.title}”. I will measure: minutes per batch. "
        "Budget: none needed."
    )
    assert (case.state, case.owner_id) == ("ADOPTED", done.owner.id)
    assert (offer.state, offer.answered_at, offer.statement) == ("ACCEPTED", NOON, sentence)
    fact = session.scalars(select(FactRow)).one()
    statement = session.scalars(select(Statement)).one()
    assert (fact.kind, fact.statement_id, statement.text) == ("promotion.adoption.accepted", statement.id, sentence)
    assert statement.digest in fact.payload
    assert set(session.scalars(select(Notice.account_id))) == {done.captain.id, done.member.id}


@pytest.mark.parametrize(
    ("field", "value"), [("signed_name", "Somebody Else"), ("signed_name", ""), ("metric", " "), ("budget", "")]
)
def test_accept_with_something_missing_is_invalid(session: Session, working: Working, field: str, value: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    offer = make_offer(session, case, done.owner)
    left_out: dict[str, Any] = {field: value}

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        accept_offer(work, case.id, replace(signature_of(done.owner), **left_out))

    session.expire_all()
    assert (refused.value.field, offer.state, case.state) == (field, "OPEN", "OFFERED")


@pytest.mark.parametrize("who", ["captain", "member", "organizer", "steward", "admin", "unassigned"])
@pytest.mark.parametrize("answer", ANSWERS, ids=["accept", "decline"])
def test_answer_by_anybody_but_the_owner_is_denied(
    session: Session, working: Working, who: str, answer: Answer
) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner)
    others = {
        "steward": make_account(session, "Stella", "steward"),
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
    }
    person = others.get(who) or getattr(done, who)

    with pytest.raises(Denied), working(person) as work:
        answer(work, case.id, person)


def test_accept_by_an_owner_who_joined_the_team_is_denied(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner)
    saved(
        session,
        TeamMember(team_id=done.team.id, account_id=done.owner.id, event_id=done.event.id, joined_at=LONG_AGO),
    )

    with pytest.raises(Denied, match="manager or steward outside"), working(done.owner) as work:
        accept_offer(work, case.id, signature_of(done.owner))


def test_accept_by_the_nominator_works_when_somebody_else_screened(session: Session, working: Working) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED", nominated_by=done.owner.id, screened_by=steward.id)
    make_offer(session, case, done.owner)

    with working(done.owner) as work:
        accept_offer(work, case.id, signature_of(done.owner))

    session.expire_all()
    assert case.owner_id == done.owner.id


def test_accept_by_who_screened_it_is_denied(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED", screened_by=done.owner.id)
    make_offer(session, case, done.owner)

    with pytest.raises(Denied, match="screened this yourself"), working(done.owner) as work:
        accept_offer(work, case.id, signature_of(done.owner))


def test_decline_parks_and_tells_the_team_why(session: Session, working: Working, clock: StandingClock) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED", screened_by=steward.id)
    offer = make_offer(session, case, done.owner)

    with working(done.owner) as work:
        decline_offer(work, case.id, "No people until May.")
    deliver_pending(session, clock)

    session.expire_all()
    assert (case.state, case.owner_id, offer.state) == ("PARKED", None, "DECLINED")
    told = session.execute(select(Notice.account_id, Notice.text)).all()
    assert {tuple(row) for row in told} == {
        (person.id, "No people until May.") for person in (done.captain, done.member, steward)
    }


def test_decline_without_reason_is_invalid(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner)

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        decline_offer(work, case.id, "")

    assert refused.value.field == "reason"


def test_accept_after_the_offer_ended_is_refused(session: Session, working: Working, clock: StandingClock) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner, expires_at=NOON)

    with pytest.raises(Conflict, match="has ended"), working(done.owner) as work:
        accept_offer(work, case.id, signature_of(done.owner))


def test_second_answer_finds_no_open_offer(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner)

    with working(done.owner) as work:
        accept_offer(work, case.id, signature_of(done.owner))
    with pytest.raises(Denied), working(done.owner) as work:
        decline_offer(work, case.id, "Changed my mind.")

    session.expire_all()
    assert case.state == "ADOPTED"


@pytest.mark.parametrize("state", ["OFFERED", "PARKED"])
def test_offer_again_goes_to_another_owner_and_withdraws_the_open_one(
    session: Session, working: Working, state: str
) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    other = make_account(session, "Omar", "product_owner")
    case = make_case(session, done, state, screened_by=steward.id)
    first = make_offer(session, case, done.owner, state="OPEN" if state == "OFFERED" else "DECLINED")

    with working(steward) as work:
        offer_again(work, case.id, other.id, version=1)

    session.expire_all()
    offers = session.execute(select(Offer.owner_id, Offer.state).order_by(Offer.id)).all()
    assert [tuple(row) for row in offers] == [
        (done.owner.id, "WITHDRAWN" if state == "OFFERED" else "DECLINED"),
        (other.id, "OPEN"),
    ]
    assert (case.state, first.id) == ("OFFERED", first.id)


@pytest.mark.parametrize("who", ["requester", "member", "admin", "unassigned"])
def test_offer_again_by_those_who_have_no_say_is_denied(session: Session, working: Working, who: str) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    requester = make_account(session, "Rita", "steward")
    case = make_case(session, done, "PARKED", screened_by=steward.id, nominated_by=requester.id)
    people = {
        "requester": requester,
        "member": done.member,
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
    }

    with pytest.raises(Denied), working(people[who]) as work:
        offer_again(work, case.id, done.owner.id)


def test_expire_parks_once_however_often_it_runs(session: Session, jobs: JobContext, clock: StandingClock) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    offer = make_offer(session, case, done.owner, expires_at=NOON + timedelta(hours=1))

    expire(jobs, 0)
    session.expire_all()
    assert (case.state, offer.state) == ("OFFERED", "OPEN")
    clock.advance(hours=30)
    for _again in range(3):
        expire(jobs, 0)
    deliver_pending(session, clock)

    session.expire_all()
    assert (case.state, offer.state, offer.answered_at) == ("PARKED", "EXPIRED", clock())
    assert session.scalars(select(FactRow.kind)).all() == ["promotion.adoption.expired"]
    assert sorted(session.scalars(select(Notice.account_id))) == sorted(
        [done.captain.id, done.member.id, done.owner.id, done.organizer.id]
    )


def test_expire_by_a_person_is_denied(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    offer = make_offer(session, make_case(session, done, "OFFERED"), done.owner, expires_at=LONG_AGO)

    for somebody in (done.owner, system("promotion.nominations.tell")):
        with pytest.raises(Denied), working(somebody) as work:
            expire_offer(work, offer.id)


def test_next_in_line_is_asked_after_no_and_after_silence(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock
) -> None:
    done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
    first, gone, last = (make_account(session, name, "product_owner") for name in ("Fay", "Gus", "Lou"))
    case = make_case(session, done, "OFFERED", screened_by=steward.id)
    make_offer(session, case, done.owner)
    with working(steward) as work:
        offer_again(work, case.id, first.id, then=[gone.id, last.id])
    gone.state = "DEACTIVATED"
    session.commit()

    with working(first) as work:
        decline_offer(work, case.id, "No people until May.")
    deliver_pending(session, clock)
    session.expire_all()
    open_to = session.scalars(select(Offer.owner_id).where(Offer.state == "OPEN")).all()
    assert (case.state, open_to) == ("OFFERED", [last.id])
    told = session.scalars(select(Notice.subject).where(Notice.account_id == last.id)).all()
    assert f"Offered to you: use case {case.number}, “{case.title}”" in told
    clock.advance(days=40)
    for _again in range(3):
        expire(jobs, 0)

    session.expire_all()
    assert case.state == "PARKED"
    assert [kind.rpartition(".")[2] for kind in session.scalars(select(FactRow.kind).order_by(FactRow.id))] == [
        "withdrawn",
        "offered",
        "lined_up",
        "lined_up",
        "declined",
        "next_asked",
        "expired",
    ]


@pytest.mark.parametrize("who", ["twice", "member", "unassigned"])
def test_line_of_somebody_who_cannot_own_it_is_invalid(session: Session, working: Working, who: str) -> None:
    done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
    case = make_case(session, done, "PARKED", screened_by=steward.id)
    people = {"twice": done.owner, "member": done.member, "unassigned": make_account(session, "Uwe")}

    with pytest.raises(Invalid) as refused, working(steward) as work:
        offer_again(work, case.id, done.owner.id, then=[people[who].id])

    session.expire_all()
    assert (refused.value.field, case.state) == ("then", "PARKED")
