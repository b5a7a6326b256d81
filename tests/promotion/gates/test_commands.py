"""Evidence gates the move: given by those who work on it, accepted by somebody else, checked again under the lock."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.attachments.rules import GivenFile
from hackathon.promotion.gates.commands import (
    EvidenceDraft,
    accept_evidence,
    advance_case,
    give_evidence,
    reject_evidence,
)
from hackathon.promotion.gates.facts import BuildingBegun
from hackathon.promotion.gates.models import Evidence
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case, make_evidence, make_finished_project, make_reading

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
PLAN = EvidenceDraft("plan", link="https://wiki.example.org/plan", note="Two people until May")
ANSWERS: tuple[Callable[[Work, int], Evidence], ...] = (
    accept_evidence,
    lambda work, evidence_id: reject_evidence(work, evidence_id, "Too thin."),
)


def test_give_link_keeps_it_and_tells_who_accepts(session: Session, working: Working, clock: StandingClock) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")

    with working(done.member) as work:
        give_evidence(work, case.id, PLAN)
    deliver_pending(session, clock)

    given = session.scalars(select(Evidence)).one()
    assert (given.gate, given.requirement, given.kind, given.link, given.note, given.given_by, given.given_at) == (
        "build",
        "plan",
        "link",
        PLAN.link,
        PLAN.note,
        done.member.id,
        NOON,
    )
    assert given.is_accepted is None
    assert set(session.scalars(select(Notice.account_id))) == {done.owner.id, steward.id}


def test_give_file_belongs_to_the_case(session: Session, working: Working, app: Flask) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    kept = app.extensions["storage"].keep(BytesIO(b"%PDF-1.7"), limit=100)

    with working(done.owner) as work:
        give_evidence(work, case.id, EvidenceDraft("data", file=GivenFile("../../yes\x00.PDF", kept)))

    file = session.scalars(select(StoredFile)).one()
    assert (file.name, file.media_type, file.scope, file.scope_id, file.given_by) == (
        "yes.PDF",
        "application/pdf",
        "evidence",
        case.id,
        done.owner.id,
    )


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (EvidenceDraft("plan"), "link"),
        (EvidenceDraft("plan", link="ftp://example.org/plan"), "link"),
        (EvidenceDraft("plan", link="https://example.org", reading_id=1), "link"),
        (EvidenceDraft("plan", reading_id=1), "link"),
    ],
)
def test_give_something_else_than_asked_for_is_invalid(
    session: Session, working: Working, draft: EvidenceDraft, field: str
) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        give_evidence(work, case.id, draft)

    assert refused.value.field == field
    assert session.scalars(select(Evidence)).all() == []


def test_give_reading_of_another_case_is_invalid(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case, other = make_case(session, done, "PILOT"), make_case(session, None, "PILOT")
    reading = make_reading(session, other, done.owner)

    with pytest.raises(Invalid) as refused, working(done.owner) as work:
        give_evidence(work, case.id, EvidenceDraft("reading", reading_id=reading.id))

    assert refused.value.field == "reading"


def test_give_for_a_later_gate_is_refused(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")

    with pytest.raises(Conflict, match="not asked for now"), working(done.owner) as work:
        give_evidence(work, case.id, EvidenceDraft("security", link="https://example.org"))


@pytest.mark.parametrize("answer", ANSWERS, ids=["accept", "reject"])
@pytest.mark.parametrize("who", ["giver", "requester", "member", "admin", "unassigned", "organizer", "host"])
def test_answer_by_those_who_have_no_say_is_denied(
    session: Session, working: Working, who: str, answer: Callable[[Work, int], Evidence]
) -> None:
    make_account(session, "Stella", "steward")
    giver, requester = make_account(session, "Gita", "steward"), make_account(session, "Rita", "steward")
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED", nominated_by=requester.id)
    evidence = make_evidence(session, case, "plan", giver)
    people = {
        "giver": giver,
        "requester": requester,
        "member": done.member,
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
        "organizer": done.organizer,
        "host": make_account(session, "Hana", "host"),
    }

    with pytest.raises(Denied), working(people[who]) as work:
        answer(work, evidence.id)

    session.expire_all()
    assert evidence.answered_at is None


def test_owner_who_nominated_does_not_accept(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED", nominated_by=done.owner.id)
    evidence = make_evidence(session, case, "plan", done.captain)

    with pytest.raises(Denied, match="You nominated this"), working(done.owner) as work:
        accept_evidence(work, evidence.id)


@pytest.mark.parametrize("again", ANSWERS, ids=["accept", "reject"])
def test_second_answer_is_refused(session: Session, working: Working, again: Callable[[Work, int], Evidence]) -> None:
    steward = make_account(session, "Stella", "steward")
    done = make_finished_project(session)
    evidence = make_evidence(session, make_case(session, done, "ADOPTED"), "plan", done.captain)

    with working(done.owner) as work:
        accept_evidence(work, evidence.id)
    with pytest.raises(Conflict), working(steward) as work:
        again(work, evidence.id)

    session.expire_all()
    assert (evidence.is_accepted, evidence.answered_by) == (True, done.owner.id)


def test_replaced_evidence_is_not_answered_any_more(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    old = make_evidence(session, case, "plan", done.captain)
    make_evidence(session, case, "plan", done.captain)

    with pytest.raises(Conflict, match="replaced"), working(done.owner) as work:
        accept_evidence(work, old.id)


def test_rejected_evidence_tells_its_giver_why(session: Session, working: Working, clock: StandingClock) -> None:
    done = make_finished_project(session)
    evidence = make_evidence(session, make_case(session, done, "ADOPTED"), "plan", done.captain)

    with working(done.owner) as work:
        reject_evidence(work, evidence.id, "Who builds it in May?")
    deliver_pending(session, clock)

    session.expire_all()
    assert (evidence.is_accepted, evidence.answer) == (False, "Who builds it in May?")
    notice = session.scalars(select(Notice)).one()
    assert (notice.account_id, notice.text) == (done.captain.id, "Who builds it in May?")


@pytest.mark.parametrize(("accepted", "named"), [((), "Who builds it"), (("plan",), "The data may be used")])
def test_advance_without_evidence_names_what_is_missing(
    session: Session, working: Working, accepted: tuple[str, ...], named: str
) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    for requirement in accepted:
        make_evidence(session, case, requirement, done.captain, is_accepted=True, answered_at=LONG_AGO)
    make_evidence(session, case, "data", done.captain)

    with pytest.raises(Conflict, match=named), working(done.owner) as work:
        advance_case(work, case.id, "build", version=1)

    session.expire_all()
    assert (case.state, case.version) == ("ADOPTED", 1)


def test_advance_with_all_evidence_moves_and_records_the_table(session: Session, working: Working) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")
    for requirement in ("plan", "data"):
        make_evidence(session, case, requirement, done.captain, is_accepted=True, answered_at=LONG_AGO)

    with working(done.owner) as work:
        advance_case(work, case.id, "build", version=1)

    session.expire_all()
    assert (case.state, case.state_since) == ("BUILDING", NOON)
    fact = session.scalars(select(FactRow)).one()
    assert fact.fact() == BuildingBegun(
        subject_id=case.id,
        event_id=case.event_id,
        project_id=case.project_id,
        evidence=2,
        requirements_version=1,
    )


@pytest.mark.parametrize("action", ["go_live", "retire", "no such thing"])
def test_advance_through_another_gate_is_refused(session: Session, working: Working, action: str) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "ADOPTED")

    with pytest.raises(IllegalMove), working(done.owner) as work:
        advance_case(work, case.id, action)
