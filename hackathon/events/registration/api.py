"""Events as JSON: what they are, when their windows are open, how many take part, and for organizers who."""

from dataclasses import dataclass, field
from typing import Annotated, Any, TypedDict

from flask import Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.registration.commands import apply_to_event
from hackathon.events.registration.models import Registration
from hackathon.events.registration.policy import can_list
from hackathon.events.registration.queries import EventCounts, counts_at, people_registered
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug, events_seen
from hackathon.events.setup.rules import standing
from hackathon.people.profiles.models import Craft
from hackathon.people.profiles.rules import LONGEST_SKILL
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import now, session, working
from hackathon.web.paging import page_of
from hackathon.web.shapes import Moment, Says

blueprint = api_blueprint("events", __name__)


class WindowShown(TypedDict):
    """When something may be done: from `opens_at` (inclusive) until `closes_at` (exclusive)."""

    opens_at: Moment
    closes_at: Moment


class TeamSize(TypedDict):
    """How many people a team has."""

    min: int
    max: int


class CountsShown(TypedDict):
    """How many take part, wait for a place, and how many questions there are."""

    participants: int
    waiting: int
    challenges: int


class EventShown(TypedDict):
    """A datathon or hackathon; `phase` is computed from its windows."""

    slug: str
    name: str
    summary: str
    place: str
    time_zone: str
    starts_at: Moment
    ends_at: Moment
    state: str
    phase: str
    windows: dict[str, WindowShown]
    team_size: TeamSize
    capacity: int | None
    counts: CountsShown
    url: str


class EventDetails(EventShown):
    """An event with its description, in Markdown."""

    description: str


class RegistrationShown(TypedDict):
    """That somebody takes part, or asked to."""

    id: int
    account_id: int
    name: str
    craft: str
    skills: list[str]
    state: str
    created_at: Moment


class RegistrationListed(RegistrationShown):
    """A registration as organizers see it."""

    email: str
    unit: str


@dataclass(frozen=True)
class RegistrationAsked:
    """What somebody brings to an event they want to take part in."""

    craft: Craft
    skills: list[Annotated[str, Says("maxLength", LONGEST_SKILL)]] = field(default_factory=list)


@blueprint.get("/events")
@signed_in
@promises(EventShown, is_list=True)
def index() -> Response:
    """List the events the reader may see, running ones first."""
    page = page_of(session(), events_seen(current_actor(), now()), scalars=False)
    counts = counts_at(session(), [event.id for event, _when in page.rows])
    return listed(page, lambda row: _shown(row[0], counts[row[0].id]))


@blueprint.get("/events/<slug>")
@signed_in
@promises(EventDetails)
def show(slug: str) -> ResponseReturnValue:
    """Show one event."""
    event = event_by_slug(session(), current_actor(), slug)
    counts = counts_at(session(), [event.id])[event.id]
    details: EventDetails = {**_shown(event, counts), "description": event.description}
    return jsonify(details)


@blueprint.get("/events/<slug>/registrations")
@signed_in
@promises(RegistrationListed, is_list=True)
def registrations(slug: str) -> Response:
    """List who takes part in an event or asked to; for its organizers only."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_list(current_actor(), event))
    return listed(page_of(session(), people_registered(event.id), scalars=False), _registration_listed)


@blueprint.post("/events/<slug>/registrations")
@signed_in
@promises(RegistrationShown, status=201, takes=RegistrationAsked)
def register(slug: str) -> ResponseReturnValue:
    """Take part in an event, or wait for a place where none is free."""
    event, asked = event_by_slug(session(), current_actor(), slug), body_as(RegistrationAsked)
    with working() as work:
        registration = apply_to_event(work, event.id, asked.craft, asked.skills)
        return jsonify(_registration_shown(registration, work.actor.name)), 201


def _shown(event: Event, counts: EventCounts) -> EventShown:
    return {
        "slug": event.slug,
        "name": event.name,
        "summary": event.summary,
        "place": event.place,
        "time_zone": event.time_zone,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "state": event.state,
        "phase": standing(event.state, event.windows, now()),
        "windows": {
            kind.value: {"opens_at": window.opens_at.isoformat(), "closes_at": window.closes_at.isoformat()}
            for kind, window in event.windows.items()
        },
        "team_size": {"min": event.team_min, "max": event.team_max},
        "capacity": event.capacity,
        "counts": {
            "participants": counts.participants,
            "waiting": counts.waiting,
            "challenges": counts.challenges,
        },
        "url": url_for("events.setup.show", slug=event.slug),
    }


def _registration_listed(row: Any) -> RegistrationListed:
    registration, name, email, unit = row
    return {**_registration_shown(registration, name), "email": email, "unit": unit}


def _registration_shown(registration: Registration, name: str) -> RegistrationShown:
    return {
        "id": registration.id,
        "account_id": registration.account_id,
        "name": name,
        "craft": registration.craft,
        "skills": registration.skills,
        "state": registration.state,
        "created_at": registration.created_at.isoformat(),
    }
