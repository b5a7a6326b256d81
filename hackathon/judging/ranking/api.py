"""The ranking as JSON, under the same policy as its page."""

from typing import TypedDict

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.ranking.policy import can_see_ranking
from hackathon.judging.ranking.queries import Standing, standings_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import session
from hackathon.web.shapes import Figure

blueprint = api_blueprint("ranking", __name__)


class ProjectRanked(TypedDict):
    """The project a place belongs to."""

    id: int
    title: str
    team: str
    url: str


class PlaceShown(TypedDict):
    """One line of a ranking; tied projects share the place."""

    place: int
    tied: bool
    mean: Figure
    ballots: int
    project: ProjectRanked


class RankingShown(TypedDict):
    """The places of an event's projects, as released or, for organizers before that, as the ballots make them now."""

    released: bool
    items: list[PlaceShown]


@blueprint.get("/events/<slug>/ranking")
@signed_in
@promises(RankingShown)
def show(slug: str) -> ResponseReturnValue:
    """Show the places of an event's projects; a problem with status 403 before the release."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_ranking(current_actor(), event))
    shown: RankingShown = {
        "released": event.is_released,
        "items": [_shown(row) for row in standings_of(session(), event)],
    }
    return jsonify(shown)


def _shown(row: Standing) -> PlaceShown:
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
