"""Signing the six: only whoever would own the use case, never to a shorter path, and what follows from a longer one."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, Statement
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.commands import raise_path, resume_case
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.nominations.commands import Answers, screen_case
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.paths.commands import ask_again, propose_owner, sign_answers
from hackathon.promotion.paths.models import PathAnswers
from hackathon.promotion.paths.rules import SERIOUS, SIX
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project, make_offer

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
SAFE = dict.fromkeys(SIX, "yes") | dict.fromkeys(SERIOUS, "no")
UNSIGNED: dict[str, Any] = {"path": "standard", "least_path": "light", "path_signed_at": None}


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def kinds_of(session: Session, case: UseCase) -> list[str]:
    found = select(FactRow.kind).where(FactRow.stream_kind == "case", FactRow.stream_id == case.id)
    return [kind.removeprefix("promotion.") for kind in session.scalars(found.order_by(FactRow.id))]


def test_six_times_yes_signed_by_the_proposed_owner_chooses_the_light_path(
    session: Session, working: Working, done: Finished
) -> None:
    case = make_case(session, done, **UNSIGNED)

    with working(done.owner) as work:
        sign_answers(work, case.id, SAFE, version=1)

    session.expire_all()
    assert (case.path, case.least_path, case.path_signed_at, case.version) == ("light", "light", NOON, 2)
    given = session.scalars(select(PathAnswers)).one()
    assert (given.answers, given.path, given.signed_by, given.signed_name) == (
        SAFE,
        "light",
        done.owner.id,
        done.owner.display_name,
    )
    assert kinds_of(session, case) == ["paths.chosen"]
    assert "none of it is personal. Yes." in (session.scalars(select(Statement.text)).one() or "")


@pytest.mark.parametrize(
    "who", ["captain", "member", "judge", "organizer", "steward", "admin", "unassigned", "nominator"]
)
def test_six_signed_by_anybody_else_is_denied(session: Session, working: Working, done: Finished, who: str) -> None:
    people = {each: make_account(session, each, each) for each in ("steward", "admin", "product_owner")}
    people |= {"unassigned": make_account(session, "Uwe"), "nominator": people["product_owner"]}
    case = make_case(session, done, nominated_by=people["nominator"].id, **UNSIGNED)

    with pytest.raises(Denied), working(people.get(who) or getattr(done, who)) as work:
        sign_answers(work, case.id, SAFE)

    assert session.scalars(select(PathAnswers)).all() == []


def test_six_of_an_older_page_are_stale(session: Session, working: Working, done: Finished) -> None:
    case = make_case(session, done, version=2, **UNSIGNED)

    with pytest.raises(Stale), working(done.owner) as work:
        sign_answers(work, case.id, SAFE, version=1)


def test_six_signed_again_never_lead_to_a_shorter_path(session: Session, working: Working, done: Finished) -> None:
    case = make_case(session, done, path="full")

    with working(done.owner) as work:
        sign_answers(work, case.id, SAFE)

    session.expire_all()
    assert (case.path, case.state) == ("full", "NOMINATED")


def test_path_raised_before_anybody_signed_stays_the_shortest(
    session: Session, working: Working, done: Finished
) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, **UNSIGNED)

    with working(steward) as work:
        raise_path(work, case.id, "standard", "It touches the grid.")
    with working(done.owner) as work:
        sign_answers(work, case.id, SAFE)

    session.expire_all()
    assert case.path == "standard"


def test_unsigned_case_is_neither_passed_nor_declined_by_three_questions(
    session: Session, working: Working, done: Finished
) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, **UNSIGNED)

    for answers in (Answers(True, True, True), Answers(True, False, True, "No data.", "Data.")):
        with pytest.raises(Conflict, match="six questions are not signed"), working(steward) as work:
            screen_case(work, case.id, answers)

    session.expire_all()
    assert case.state == "NOMINATED"


def test_prohibited_is_declined_by_the_rule_with_its_code(
    session: Session, working: Working, done: Finished, clock: StandingClock
) -> None:
    case = make_case(session, done, **UNSIGNED)

    with working(done.owner) as work:
        sign_answers(work, case.id, SAFE | {"prohibited": "yes"})
    deliver_pending(session, clock)

    session.expire_all()
    screening = session.scalars(select(Screening)).one()
    assert (case.state, screening.reason_code, screening.screened_by) == ("DECLINED", "prohibited", None)


def test_change_before_adoption_starts_again_and_takes_back_the_offer(
    session: Session, working: Working, done: Finished, clock: StandingClock
) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, "OFFERED", screened_by=steward.id)
    make_offer(session, case, done.owner)

    with working(steward) as work:
        ask_again(work, case.id, "data", "Staff names are in it now.")
    with working(done.owner) as work:
        sign_answers(work, case.id, SAFE | {"open_data": "no"})
    deliver_pending(session, clock)

    session.expire_all()
    assert (case.state, case.path, case.screened_by, case.path_asked_at) == ("NOMINATED", "standard", None, None)
    assert session.scalars(select(Offer.state)).all() == ["WITHDRAWN"]


def test_change_that_makes_nothing_longer_leaves_everything_as_it_was(
    session: Session, working: Working, done: Finished
) -> None:
    case = make_case(session, done, "PILOT")

    with working(done.owner) as work:
        ask_again(work, case.id, "tool", "A newer version of it.")
        sign_answers(work, case.id, SAFE)

    session.expire_all()
    assert (case.state, case.path, case.path_asked_at, case.is_held) == ("PILOT", "light", None, False)


def test_longer_path_suspends_what_is_carried_until_a_steward_resumes_it(
    session: Session, working: Working, done: Finished, clock: StandingClock
) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, "PILOT")

    with working(done.owner) as work:
        ask_again(work, case.id, "autonomy", "It sends the list by itself.")
        sign_answers(work, case.id, SAFE | {"checked": "no"})
    deliver_pending(session, clock)

    session.expire_all()
    assert (case.state, case.resumes_in, case.path, case.is_held) == ("SUSPENDED", "PILOT", "standard", True)
    told = select(Notice.account_id).where(Notice.subject.contains("carries more risk"))
    assert set(session.scalars(told)) == {steward.id, done.captain.id, done.member.id}
    with pytest.raises(Denied), working(done.owner) as work:
        resume_case(work, case.id)
    # The questions of the longer path come first: they were never asked on the light one.
    with pytest.raises(Conflict, match="8 must-pass questions are open"), working(steward) as work:
        resume_case(work, case.id)
    session.expire_all()
    assert (case.state, case.is_held) == ("SUSPENDED", True)


def test_held_case_does_not_go_on_while_the_six_wait(session: Session, working: Working, done: Finished) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, "LIVE")

    with working(done.owner) as work:
        ask_again(work, case.id, "reach", "Another unit wants it.")
        sign_answers(work, case.id, SAFE | {"prohibited": "yes"})

    with pytest.raises(Conflict, match="six answers wait"), working(steward) as work:
        resume_case(work, case.id)
    assert kinds_of(session, case) == ["paths.asked_again", "paths.prohibited", "paths.stopped"]


@pytest.mark.parametrize("who", ["captain", "judge", "organizer", "admin", "nominator"])
def test_asking_again_by_those_who_have_no_say_is_denied(
    session: Session, working: Working, done: Finished, who: str
) -> None:
    people = {"admin": make_account(session, "Ada", "admin"), "nominator": make_account(session, "Rita", "steward")}
    case = make_case(session, done, "PILOT", nominated_by=people["nominator"].id)

    with pytest.raises(Denied), working(people.get(who) or getattr(done, who)) as work:
        ask_again(work, case.id, "data", "More of it.")


def test_signed_six_are_not_signed_again_after_screening_unless_asked(
    session: Session, working: Working, done: Finished
) -> None:
    case = make_case(session, done, "BUILDING")

    with pytest.raises(Conflict, match="Say what changed"), working(done.owner) as work:
        sign_answers(work, case.id, SAFE | {"tools": "no"})


def test_another_proposed_owner_signs_anew_and_only_they(session: Session, working: Working, done: Finished) -> None:
    steward, other = make_account(session, "Stella", "steward"), make_account(session, "Nora", "product_owner")
    case = make_case(session, done)

    with working(steward) as work:
        propose_owner(work, case.id, other.id, version=1)

    session.expire_all()
    assert case.path_signed_at is None
    with pytest.raises(Denied), working(done.owner) as work:
        sign_answers(work, case.id, SAFE)
    with working(other) as work:
        sign_answers(work, case.id, SAFE)
    session.expire_all()
    assert case.has_standing_path


def test_owner_in_the_team_or_oneself_is_not_proposed(session: Session, working: Working, done: Finished) -> None:
    steward = make_account(session, "Stella", "steward", "product_owner")
    case = make_case(session, done)

    for owner_id in (done.member.id, steward.id, None):
        with pytest.raises(Invalid), working(steward) as work:
            propose_owner(work, case.id, owner_id)
