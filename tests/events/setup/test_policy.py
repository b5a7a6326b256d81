"""Who may see and shape an event; one person and a list of events must agree."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.events.setup import policy
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from tests.factories import make_account, make_event, make_registration
from tests.factories.events import give_event_role

Acting = Callable[[Account], Actor]
ROLES = ("stranger", "employee", "admin", "host", "organizer", "judge", "participant", "waiting")
SEEN = {
    "DRAFT": {"host", "organizer"},
    "PUBLISHED": set(ROLES) - {"stranger"},
    "RELEASED": set(ROLES) - {"stranger"},
    "ARCHIVED": set(ROLES) - {"stranger"},
    "CANCELLED": {"host", "organizer", "judge", "participant", "waiting"},
}


def cast_of(session: Session, event: Event, organizer: Account) -> dict[str, Account]:
    """Give the event somebody in each role."""
    people = {name: make_account(session) for name in ("employee", "judge", "participant", "waiting")}
    people |= {name: make_account(session, "", name) for name in ("admin", "host")}
    give_event_role(session, event, people["judge"], "judge")
    make_registration(session, event, people["participant"])
    make_registration(session, event, people["waiting"], state="WAITLISTED")
    return people | {"organizer": organizer}


@pytest.mark.parametrize("state", list(EventState))
def test_can_see_and_visible_to_agree_for_every_role(session: Session, actor: Acting, state: str) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer, state=state)
    people = cast_of(session, event, organizer)
    actors = {name: actor(account) for name, account in people.items()} | {"stranger": STRANGER}

    single = {name for name in ROLES if policy.can_see(actors[name], event)}
    listed = {
        name
        for name in ROLES
        if session.scalars(select(Event.id).where(policy.visible_to(actors[name]), Event.id == event.id)).all()
    }

    assert single == listed == SEEN[state]


@pytest.mark.parametrize("state", list(EventState))
def test_can_edit_is_the_organizers_until_results_are_out(session: Session, actor: Acting, state: str) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer, state=state)
    people = cast_of(session, event, organizer)

    may = {name for name, account in people.items() if policy.can_edit(actor(account), event)}

    assert may == ({"organizer"} if state in {"DRAFT", "PUBLISHED"} else set())


def test_can_publish_is_a_hosts(session: Session, actor: Acting) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer, state="DRAFT")
    people = cast_of(session, event, organizer)

    may = {name for name, account in people.items() if policy.can_publish(actor(account))}

    assert may == {"host"}


@pytest.mark.parametrize("can", [policy.can_cancel, policy.can_archive])
def test_can_end_an_event_is_the_organizers_and_hosts(
    session: Session, actor: Acting, can: Callable[[Actor, Event], object]
) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    people = cast_of(session, event, organizer)

    assert {name for name, account in people.items() if can(actor(account), event)} == {"host", "organizer"}


def test_can_release_is_the_organizers(session: Session, actor: Acting) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    people = cast_of(session, event, organizer)

    assert {name for name, account in people.items() if policy.can_release(actor(account), event)} == {"organizer"}


def test_can_give_role_makes_no_judge_of_oneself_or_of_a_participant(session: Session, actor: Acting) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    people = cast_of(session, event, organizer)
    acting = actor(organizer)

    judges = {
        name for name, account in people.items() if policy.can_give_role(acting, event, to=actor(account), role="judge")
    }
    mentors = {
        name
        for name, account in people.items()
        if policy.can_give_role(acting, event, to=actor(account), role="mentor")
    }

    assert judges == {"employee", "judge", "waiting", "admin", "host"}
    assert mentors == set(people)


def test_can_take_role_is_the_organizers_and_ones_own(session: Session, actor: Acting) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    people = cast_of(session, event, organizer)

    may = {
        name
        for name, account in people.items()
        if policy.can_take_role(actor(account), event, account_id=people["judge"].id)
    }

    assert may == {"organizer", "judge"}
