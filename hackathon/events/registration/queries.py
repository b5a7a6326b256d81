"""Reads about who takes part."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, Select, and_, case, func, literal, or_, select, union
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Bound, Viewing
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import REGISTRATION_FLOW, TAKING_PART, WAITING, RegistrationState
from hackathon.events.setup.models import Event, EventRole, EventRoleGrant
from hackathon.events.setup.policy import PARTICIPANT, SCOPE, visible_to
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile

APPLICANT = "applicant"
_DECIDED_LAST = case(
    {RegistrationState.APPLIED: 0, RegistrationState.WAITLISTED: 1, RegistrationState.DECLINED: 3},
    value=Registration.state,
    else_=2,
)


class Places(NamedTuple):
    """How many have a place at an event, and how many wait for one."""

    taken: int
    waiting: int


class CraftCount(NamedTuple):
    """How many of a craft are in a state."""

    craft: str
    state: str
    people: int


class EventCounts(NamedTuple):
    """How many take part in an event, wait to, and how many questions it has."""

    participants: int
    waiting: int
    challenges: int


def participations_of(account_id: Bound) -> Select[str, int, str]:
    """Select the events an account takes part in, or waits to, as grants."""
    role = case((Registration.state.in_(TAKING_PART), PARTICIPANT), else_=APPLICANT)
    return select(literal(SCOPE), Registration.event_id, role).where(
        Registration.account_id == account_id, Registration.state.in_((*TAKING_PART, *WAITING))
    )


def taking_part(event_id: int, craft: str | None = None) -> Select[int]:
    """Select the accounts that have a place at an event, all or those of one craft."""
    found = select(Registration.account_id).where(
        Registration.event_id == event_id, Registration.state.in_(TAKING_PART)
    )
    return found if craft is None else found.where(Registration.craft == craft)


def waiting_for_a_place(event_id: int) -> Select[int]:
    """Select the accounts that asked to take part in an event and have no place yet."""
    return select(Registration.account_id).where(Registration.event_id == event_id, Registration.state.in_(WAITING))


def likely_to_register(event_id: int) -> Select[int]:
    """Select whom an event may concern though they have no part in it: who asked a question, or came to another."""
    asked = select(Challenge.poser_id).where(Challenge.event_id == event_id, Challenge.state != ChallengeState.DECLINED)
    came = select(Registration.account_id).where(Registration.event_id != event_id, Registration.state.in_(TAKING_PART))
    registered = select(Registration.account_id).where(Registration.event_id == event_id)
    running = select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id)
    return select(Account.id).where(
        or_(Account.id.in_(asked), Account.id.in_(came)), Account.id.not_in(registered), Account.id.not_in(running)
    )


def crafts_at(session: Session, event_id: int) -> list[CraftCount]:
    """Count who has a place at an event or waits for one, by craft and state."""
    return [CraftCount(*row) for row in session.execute(*_crafts(event_id))]


@prepared
def _crafts(event_id: int) -> Select[str, str, int]:
    return (
        select(Registration.craft, Registration.state, func.count())
        .where(Registration.event_id == event_id, Registration.state.in_((*TAKING_PART, *WAITING)))
        .group_by(Registration.craft, Registration.state)
    )


def counts_at(session: Session, event_ids: Sequence[int]) -> Mapping[int, EventCounts]:
    """Count participants, people who wait, and accepted questions of several events at once."""

    def registered(*states: RegistrationState) -> ScalarSelect[int]:
        counted = select(func.count()).where(Registration.event_id == Event.id, Registration.state.in_(states))
        return counted.correlate(Event).scalar_subquery()

    accepted = select(func.count()).where(Challenge.event_id == Event.id, Challenge.state == ChallengeState.ACCEPTED)
    counted = select(
        Event.id, registered(*TAKING_PART), registered(*WAITING), accepted.correlate(Event).scalar_subquery()
    )
    rows = session.execute(counted.where(Event.id.in_(event_ids)))
    return {event_id: EventCounts(*counts) for event_id, *counts in rows}


def people_registered(event_id: int) -> Select[Registration, str, str, str]:
    """Select (registration, name, mail address, unit) of everybody who did not withdraw, those to decide on first."""
    return (
        select(Registration, Account.display_name, Account.email, func.coalesce(Profile.unit, ""))
        .join(Account, Account.id == Registration.account_id)
        .outerjoin(Profile, Profile.account_id == Account.id)
        .where(Registration.event_id == event_id, Registration.state != RegistrationState.WITHDRAWN)
        .order_by(_DECIDED_LAST, func.lower(Account.display_name), Registration.id)
    )


class HomeEvents(NamedTuple):
    """What home says about events: those with a part, newest first, and those to join, first to close first.

    `undecided` counts, by event, the questions that organizers have neither accepted nor declined.
    """

    mine: list[Event]
    joinable: list[Event]
    undecided: Mapping[int, int]

    def begun(self, window: str, at: datetime, places: Collection[int]) -> bool:
        """Tell whether a window has opened at one of these places, at an event that is going on."""
        return any(event.window(window).opens_at <= at for event in self._going_on(places))

    def is_open(self, window: str, at: datetime, places: Collection[int]) -> bool:
        """Tell whether a window is open at one of these places."""
        return any(event.window(window).is_open(at) for event in self._going_on(places))

    def _going_on(self, places: Collection[int]) -> Iterator[Event]:
        return (event for event in self.mine if event.id in places and event.state == EventState.PUBLISHED)


def events_of_home(seen: Viewing) -> HomeEvents:
    """Read what several cards of one home page need to know of events, once."""
    return seen.once("events of home", lambda: home_events(seen.session, seen.actor, seen.now))


def home_events(session: Session, actor: Actor, at: datetime, *, limit: int = 40) -> HomeEvents:
    """Read both lists in one query."""
    places = actor.places(SCOPE)
    rows = session.execute(*_of_home(actor, at, limit)).all()
    to_join = [event for event, _undecided in rows if event.id not in places]
    return HomeEvents(
        [event for event, _undecided in rows if event.id in places],
        sorted(to_join, key=lambda event: (event.registration_closes_at, event.id)),
        {event.id: undecided for event, undecided in rows if undecided},
    )


@prepared
def _of_home(actor: Actor, at: datetime, limit: int) -> Select[Event, int]:
    places = actor.places(SCOPE)
    joinable = and_(
        Event.state == EventState.PUBLISHED,
        Event.registration_opens_at <= at,
        Event.registration_closes_at > at,
        Event.id.not_in(places),
        Event.id.not_in(select(Registration.event_id).where(Registration.account_id == actor.id)),
    )
    undecided = (
        select(func.count())
        .where(
            Challenge.event_id == Event.id,
            Challenge.state == ChallengeState.PROPOSED,
            Event.id.in_(actor.places(SCOPE, EventRole.ORGANIZER)),
        )
        .correlate(Event)
        .scalar_subquery()
    )
    wanted = select(Event, undecided).where(or_(and_(Event.id.in_(places), visible_to(actor)), joinable))
    return wanted.order_by(Event.starts_at.desc(), Event.id).limit(limit)


def accounts_with_a_part(session: Session, event_id: int) -> set[int]:
    """List everybody who takes part in an event, waits to, or runs it."""
    registered = select(Registration.account_id).where(
        Registration.event_id == event_id, Registration.state.in_((*TAKING_PART, *WAITING))
    )
    running = select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id)
    return set(session.scalars(union(registered, running)))


def registration_of(session: Session, event_id: int, account_id: int | None) -> Registration | None:
    """Load somebody's registration at an event, whatever became of it."""
    found = select(Registration).where(Registration.event_id == event_id, Registration.account_id == account_id)
    return session.scalars(found).one_or_none()


def registrant_name(session: Session, event_id: int, registration_id: int) -> str | None:
    """Name whose registration it is, None when it is not one of this event."""
    named = select(Account.display_name).join(Registration, Registration.account_id == Account.id)
    return session.scalar(named.where(Registration.id == registration_id, Registration.event_id == event_id))


def places_of(session: Session, event_id: int) -> Places:
    """Count an event's places; exact while the event is locked."""
    by_state = counts_by_state(session, event_id)
    return Places(sum(by_state.get(state, 0) for state in TAKING_PART), by_state.get(RegistrationState.WAITLISTED, 0))


def counts_by_state(session: Session, event_id: int) -> Mapping[str, int]:
    """Count an event's registrations by state."""
    counted = select(Registration.state, func.count()).where(Registration.event_id == event_id)
    return dict(session.execute(counted.group_by(Registration.state)).all())


def longest_waiting(session: Session, event_id: int, *, limit: int | None) -> Sequence[Registration]:
    """Load who has waited longest for a place, leaving out who became a judge meanwhile."""
    judges = select(EventRoleGrant.account_id).where(
        EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE
    )
    waiting = select(Registration).where(
        Registration.event_id == event_id,
        Registration.state == RegistrationState.WAITLISTED,
        Registration.account_id.not_in(judges),
    )
    return session.scalars(waiting.order_by(Registration.created_at, Registration.id).limit(limit)).all()


def registrations_going_on(session: Session, account_id: int) -> Sequence[int]:
    """List somebody's registrations that can still be withdrawn, at events whose results are not out."""
    going_on = (
        select(Registration.id)
        .join(Event, Event.id == Registration.event_id)
        .where(
            Registration.account_id == account_id,
            Registration.state.in_(
                [state for state in RegistrationState if REGISTRATION_FLOW.allows("withdraw", state)]
            ),
            Event.state == EventState.PUBLISHED,
        )
    )
    return session.scalars(going_on.order_by(Registration.event_id)).all()
