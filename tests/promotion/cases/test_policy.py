"""What one policy says in Python and in SQL is the same; the inside of a case stays inside."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide, can_read_inside, can_view, decidable_by, visible_to
from hackathon.promotion.cases.queries import has_free_steward, lineage_of
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project

Load = Callable[[Account], Actor]
EVERYBODY = ("captain", "member", "judge", "organizer", "owner", "steward", "nominator", "host", "admin", "unassigned")


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def around(session: Session, done: Finished, nominator: Account) -> dict[str, Account]:
    return {
        "captain": done.captain,
        "member": done.member,
        "judge": done.judge,
        "organizer": done.organizer,
        "owner": done.owner,
        "nominator": nominator,
        "host": make_account(session, "Hana", "host"),
        "admin": make_account(session, "Ada", "admin"),
        "unassigned": make_account(session, "Uwe"),
    }


@pytest.mark.parametrize("with_steward", [True, False])
def test_deciding_in_sql_equals_deciding_in_python(
    session: Session, actor: Load, done: Finished, *, with_steward: bool
) -> None:
    nominator = make_account(session, "Rita", "steward")
    case = make_case(session, done, nominated_by=nominator.id)
    people = around(session, done, nominator)
    if with_steward:
        people["steward"] = make_account(session, "Stella", "steward")

    said = {
        who: (
            bool(can_decide(actor(person), case, has_steward=has_free_steward(session, case.id))),
            session.scalar(select(UseCase.id).where(decidable_by(actor(person)))) == case.id,
        )
        for who, person in people.items()
    }

    deciders = {"steward"} if with_steward else {"organizer", "host"}
    assert said == {who: (who in deciders, who in deciders) for who in people}


def test_deciding_of_a_stranger_is_nothing(session: Session, done: Finished) -> None:
    case = make_case(session, done)

    assert not can_decide(STRANGER, case, has_steward=False)
    assert session.scalars(select(UseCase).where(decidable_by(STRANGER))).all() == []


def test_view_in_sql_equals_view_in_python(session: Session, actor: Load, done: Finished) -> None:
    case = make_case(session, done)

    for who in (actor(make_account(session)), STRANGER):
        found = session.scalars(select(UseCase).where(visible_to(who))).all()
        assert (found == [case]) == bool(can_view(who, case))


@pytest.mark.parametrize("who", EVERYBODY)
def test_inside_is_read_by_those_concerned_only(session: Session, actor: Load, done: Finished, who: str) -> None:
    nominator = make_account(session, "Rita")
    case = make_case(session, done, "ADOPTED", nominated_by=nominator.id)
    people = around(session, done, nominator) | {"steward": make_account(session, "Stella", "steward")}

    reads = bool(can_read_inside(actor(people[who]), case))

    assert reads == (who in {"captain", "member", "organizer", "owner", "steward", "nominator"})


def test_inside_of_a_case_without_owner_is_closed_to_strangers(session: Session, done: Finished) -> None:
    assert not can_read_inside(STRANGER, make_case(session, done))


def test_lineage_leads_back_to_the_question(session: Session, actor: Load, done: Finished) -> None:
    case = make_case(session, done, "ADOPTED", number=14)

    found = lineage_of(session, actor(done.judge), 14)

    assert (found.case, found.event, found.team, found.project, found.challenge, found.submission, found.owner) == (
        case,
        done.event,
        done.team,
        done.project,
        done.challenge,
        done.submission,
        done.owner,
    )
    assert not found.has_steward
