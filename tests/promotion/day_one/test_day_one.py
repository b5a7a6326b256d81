"""The day-one plan: opened with the nomination, worked on by those it concerns until it is live, and never lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, Invalid, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.day_one.commands import save_plan
from hackathon.promotion.day_one.models import DayOnePlan
from hackathon.promotion.day_one.queries import plan_of
from hackathon.promotion.day_one.rules import PARTS, PlanDraft, empty_parts
from hackathon.promotion.nominations.commands import NominationDraft, nominate_project
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def test_nomination_opens_an_empty_plan(session: Session, working: Working, done: Finished) -> None:
    with working(done.captain) as work:
        case_id = nominate_project(work, done.project.id, NominationDraft("One page.")).id

    plan = plan_of(session, case_id)
    assert plan is not None
    assert empty_parts(plan.parts) == [str(label) for label in PARTS.values()]


def test_whole_plan_is_kept_with_its_people(session: Session, working: Working, done: Finished) -> None:
    case = make_case(session, done)
    draft = PlanDraft(
        target_system="Meter desk",
        system_owner=done.judge.email.upper(),
        roles="Crews",
        training="An hour",
        support=done.member.email,
        support_from=date(2027, 1, 4),
        cost_ceiling=0,
    )

    with working(done.owner) as work:
        save_plan(work, case.id, draft)

    plan = session.scalars(select(DayOnePlan)).one()
    assert (plan.system_owner_id, plan.system_owner_email, plan.support_id, plan.cost_ceiling, plan.edited_by) == (
        done.judge.id,
        "",
        done.member.id,
        0,
        done.owner.id,
    )
    assert empty_parts(plan.parts) == []
    assert session.scalars(select(FactRow.kind)).all() == ["promotion.day_one.saved"]


def test_owner_of_the_system_may_be_somebody_without_an_account(
    session: Session, working: Working, done: Finished
) -> None:
    case = make_case(session, done)

    with working(done.captain) as work:
        save_plan(work, case.id, PlanDraft(system_owner="Sam@Plant.example"))

    plan = session.scalars(select(DayOnePlan)).one()
    assert (plan.system_owner_id, plan.system_owner_email) == (None, "sam@plant.example")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PlanDraft(support="nobody@plant.example"), "support"),
        (PlanDraft(system_owner="Sam"), "system_owner"),
        (PlanDraft(cost_ceiling=-1), "cost_ceiling"),
        (PlanDraft(roles="x" * 50_000), "roles"),
    ],
)
def test_what_cannot_stand_is_invalid_and_keeps_the_plan_as_it_was(
    session: Session, working: Working, done: Finished, draft: PlanDraft, field: str
) -> None:
    case = make_case(session, done)

    with pytest.raises(Invalid) as refused, working(done.captain) as work:
        save_plan(work, case.id, draft)

    assert refused.value.field == field
    assert session.scalars(select(DayOnePlan)).all() == []


def test_second_editor_of_the_same_page_is_stale(session: Session, working: Working, done: Finished) -> None:
    case = make_case(session, done)
    with working(done.captain) as work:
        version = save_plan(work, case.id, PlanDraft(roles="Crews")).version

    with working(done.member) as work:
        save_plan(work, case.id, PlanDraft(roles="Crews and desk"), version=version)
    with pytest.raises(Stale), working(done.captain) as work:
        save_plan(work, case.id, PlanDraft(roles="Others"), version=version)

    session.expire_all()
    assert session.scalars(select(DayOnePlan.roles)).one() == "Crews and desk"


@pytest.mark.parametrize("who", ["judge", "organizer", "steward", "admin"])
def test_plan_by_those_it_does_not_concern_is_denied(
    session: Session, working: Working, done: Finished, who: str
) -> None:
    people = {each: make_account(session, each, each) for each in ("steward", "admin")}
    case = make_case(session, done)

    with pytest.raises(Denied), working(people.get(who) or getattr(done, who)) as work:
        save_plan(work, case.id, PlanDraft(roles="Crews"))


@pytest.mark.parametrize("state", ["LIVE", "RETIRED", "DECLINED"])
def test_plan_of_what_is_live_or_over_is_closed(session: Session, working: Working, done: Finished, state: str) -> None:
    case = make_case(session, done, state)

    with pytest.raises(Denied, match="closed"), working(done.captain) as work:
        save_plan(work, case.id, PlanDraft(roles="Crews"))


def test_plan_is_typed_on_its_page_and_shown_on_the_use_case(session: Session, browser: Open, done: Finished) -> None:
    case = make_case(session, done)
    owner, address = browser(done.owner), f"/use-cases/{case.number}/day-one"

    saved = owner.post(address, target_system="Meter desk", cost_ceiling="120")
    pages = [browser(each).get(f"/use-cases/{case.number}").text for each in (done.member, done.judge)]

    assert (saved.status_code, saved.location) == (302, f"/use-cases/{case.number}")
    assert ["Meter desk" in page for page in pages] == [True, False]
    assert 'value="Meter desk"' in owner.get(address).text
