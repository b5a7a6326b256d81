"""One's own choices as JSON. What people wish of each other is nobody's to take away: it has no address here."""

from dataclasses import dataclass, field
from typing import TypedDict

from flask import Response

from hackathon.core.decisions import require
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.policy import takes_part
from hackathon.teams.wishes.commands import rank_challenges
from hackathon.teams.wishes.queries import choice_list_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working

blueprint = api_blueprint("wishes", __name__)
PATH = "/events/<slug>/choices"


class ChoicesShown(TypedDict):
    """The questions that one would like to work on, best first."""

    challenge_ids: list[int]


@dataclass(frozen=True)
class ChoicesWritten:
    """The whole list, best first; an empty one takes all of it back."""

    challenge_ids: list[int] = field(default_factory=list)


@blueprint.get(PATH)
@signed_in
@promises(ChoicesShown, is_versioned=True)
def show(slug: str) -> Response:
    """Show one's own choices at an event; the ETag is what a change names in If-Match, "0" before the first."""
    return _answer(_event_of_mine(slug))


@blueprint.put(PATH)
@signed_in
@promises(ChoicesShown, takes=ChoicesWritten, is_versioned=True)
def write(slug: str) -> Response:
    """Rank the questions that one would like to work on."""
    event, written, version = _event_of_mine(slug), body_as(ChoicesWritten), version_read()
    with working() as work:
        rank_challenges(work, event.id, written.challenge_ids, version)
    return _answer(event)


def _event_of_mine(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(takes_part(current_actor(), event))
    return event


def _answer(event: Event) -> Response:
    own = choice_list_of(session(), event.id, current_actor().id)
    shown: ChoicesShown = {"challenge_ids": own.challenge_ids if own else []}
    return versioned(shown, own.version if own else 0)
