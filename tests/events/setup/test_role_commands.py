"""Giving and taking roles at an event."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid, Missing
from hackathon.core.facts import Fact, FactRow
from hackathon.core.work import Work
from hackathon.events.setup.commands import (
    give_event_role,
    take_event_role,
)
from hackathon.events.setup.facts import (
    EventRoleGiven,
    EventRoleTaken,
)
from hackathon.events.setup.models import EventRoleGrant
from hackathon.people.accounts.models import Account
from tests.factories import make_account, make_event, make_registration
from tests.factories.events import give_event_role as given_role

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def facts(session: Session) -> list[Fact | None]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def roles(session: Session, event_id: int) -> set[tuple[int, str]]:
    rows = select(EventRoleGrant.account_id, EventRoleGrant.role).where(EventRoleGrant.event_id == event_id)
    return {(account_id, role) for account_id, role in session.execute(rows)}


def test_give_event_role_by_an_organizer_lets_somebody_judge(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    with working(ada) as work:
        give_event_role(work, event.id, bob.id, "judge")

    assert roles(session, event.id) == {(ada.id, "organizer"), (bob.id, "judge")}
    assert facts(session) == [EventRoleGiven(subject_id=event.id, account_id=bob.id, role="judge")]


def test_give_event_role_judge_to_oneself_is_denied(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Denied, match="themselves"), working(ada) as work:
        give_event_role(work, event.id, ada.id, "judge")

    assert roles(session, event.id) == {(ada.id, "organizer")}


def test_give_event_role_judge_to_a_participant_is_denied(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)
    make_registration(session, event, bob)

    with pytest.raises(Denied, match="takes part"), working(ada) as work:
        give_event_role(work, event.id, bob.id, "judge")


def test_give_event_role_by_a_host_who_does_not_organize_is_denied(session: Session, working: Working) -> None:
    host, bob, event = make_account(session, "", "host"), make_account(session), make_event(session)

    with pytest.raises(Denied), working(host) as work:
        give_event_role(work, event.id, bob.id, "organizer")


def test_give_event_role_twice_is_a_conflict(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada, judges=(bob,))

    with pytest.raises(Conflict, match="already"), working(ada) as work:
        give_event_role(work, event.id, bob.id, "judge")


def test_give_event_role_to_a_deactivated_account_is_invalid(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session, state="DEACTIVATED")
    event = make_event(session, organizer=ada)

    with pytest.raises(Invalid), working(ada) as work:
        give_event_role(work, event.id, bob.id, "mentor")


def test_give_event_role_that_does_not_exist_is_invalid(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Invalid), working(ada) as work:
        give_event_role(work, event.id, bob.id, "emperor")


def test_take_event_role_by_an_organizer_ends_it(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada, judges=(bob,))

    with working(ada) as work:
        take_event_role(work, event.id, bob.id, "judge")

    assert roles(session, event.id) == {(ada.id, "organizer")}
    assert facts(session) == [EventRoleTaken(subject_id=event.id, account_id=bob.id, role="judge")]


def test_take_event_role_of_ones_own_is_possible(session: Session, working: Working) -> None:
    judge = make_account(session)
    event = make_event(session, judges=(judge,))

    with working(judge) as work:
        take_event_role(work, event.id, judge.id, "judge")

    assert (judge.id, "judge") not in roles(session, event.id)


def test_take_event_role_of_somebody_else_by_a_judge_is_denied(session: Session, working: Working) -> None:
    judge, other = make_account(session), make_account(session)
    event = make_event(session, judges=(judge, other))

    with pytest.raises(Denied), working(judge) as work:
        take_event_role(work, event.id, other.id, "judge")

    assert (other.id, "judge") in roles(session, event.id)


def test_take_event_role_of_the_last_organizer_is_a_conflict(session: Session, working: Working) -> None:
    ada = make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Conflict, match="needs an organizer"), working(ada) as work:
        take_event_role(work, event.id, ada.id, "organizer")


def test_take_event_role_of_one_of_two_organizers_is_possible(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)
    given_role(session, event, bob, "organizer")

    with working(ada) as work:
        take_event_role(work, event.id, ada.id, "organizer")

    assert roles(session, event.id) == {(bob.id, "organizer")}


def test_take_event_role_that_nobody_has_is_missing(session: Session, working: Working) -> None:
    ada, bob = make_account(session), make_account(session)
    event = make_event(session, organizer=ada)

    with pytest.raises(Missing), working(ada) as work:
        take_event_role(work, event.id, bob.id, "judge")
