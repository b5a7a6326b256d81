"""The ranking as JSON, under the same policy as its page."""

from typing import Any

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.ranking.policy import can_see_ranking
from hackathon.judging.ranking.queries import Standing, standings_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint
from hackathon.web.database import session

blueprint = api_blueprint("ranking", __name__)


@blueprint.get("/events/<slug>/ranking")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Answer with the places of an event's projects; a problem with status 403 before the release."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_ranking(current_actor(), event))
    items = [_shown(row) for row in standings_of(session(), event)]
    return jsonify({"released": event.is_released, "items": items})


def _shown(row: Standing) -> dict[str, Any]:
    return {
        "place": row.ranked.place,
        "tied": row.ranked.is_tied,
        "mean": str(row.ranked.mean),
        "ballots": row.ranked.ballots,
        "project": {
            "id": row.ranked.project_id,
            "title": row.title,
            "team": row.team,
            "url": url_for("projects.workspace.show", project_id=row.ranked.project_id),
        },
    }
