"""Events as JSON: what they are, when their windows are open, and how many take part."""

from typing import Any

from flask import Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.events.registration.queries import EventCounts, counts_at
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug, events_seen
from hackathon.events.setup.rules import standing
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed
from hackathon.web.database import now, session
from hackathon.web.paging import page_of

blueprint = api_blueprint("events", __name__)


@blueprint.get("/events")
@signed_in
def index() -> Response:
    """List the events the reader may see, running ones first."""
    page = page_of(session(), events_seen(current_actor(), now()), scalars=False)
    counts = counts_at(session(), [event.id for event, _when in page.rows])
    return listed(page, lambda row: _shown(row[0], counts[row[0].id]))


@blueprint.get("/events/<slug>")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show one event."""
    event = event_by_slug(session(), current_actor(), slug)
    counts = counts_at(session(), [event.id])[event.id]
    return jsonify({**_shown(event, counts), "description": event.description})


def _shown(event: Event, counts: EventCounts) -> dict[str, Any]:
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
        "counts": counts._asdict(),
        "url": url_for("events.setup.show", slug=event.slug),
    }
