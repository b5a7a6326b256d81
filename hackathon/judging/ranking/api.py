"""The ranking as JSON, under the same policy as its page."""

from typing import TypedDict

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.ranking.policy import can_see_ranking
from hackathon.judging.ranking.queries import Made, Ranking, Standing, present_ranking, released_ranking
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
    """One line of a ranking; tied projects share the place.

    `score` decides about the place, `mean` is the plain mean beside it with the place that it would give. The score
    lies within 1.96 `standard_error`s 95 of 100 times; null where nobody knows. `not_separable_from` are the projects
    whose difference to this one could be chance, the nearest. Places begin anew in each `component` that no common
    judge connects with the others.
    """

    place: int
    tied: bool
    score: Figure
    standard_error: Figure | None
    mean: Figure
    mean_place: int
    ballots: int
    component: int
    stage: int
    not_separable_from: list[int]
    project: ProjectRanked


class RankingShown(TypedDict):
    """The places of an event's projects, as released or, for organizers before that, as the ballots make them now.

    `method` is mean or model; `announced` together, groups or order, the last two where no judge connects all projects,
    with the organizers' `reason`. `edition` counts the releases, 0 before the first.
    """

    released: bool
    edition: int
    method: str
    announced: str
    reason: str | None
    items: list[PlaceShown]


@blueprint.get("/events/<slug>/ranking")
@signed_in
@promises(RankingShown)
def show(slug: str) -> ResponseReturnValue:
    """Show the places of an event's projects; a problem with status 403 before the release."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_ranking(current_actor(), event))
    if event.is_released:
        return jsonify(_shown(released_ranking(session(), event.id), is_released=True))
    return jsonify(_shown(present_ranking(session(), event.id).ranking, is_released=False))


def _shown(ranking: Ranking, *, is_released: bool) -> RankingShown:
    made = ranking.made
    return {
        "released": is_released,
        "edition": made.edition if made else 0,
        "method": made.method if made else "mean",
        "announced": made.announced if made else "together",
        "reason": _reason(made),
        "items": [_place(line) for line in ranking.lines],
    }


def _reason(made: Made | None) -> str | None:
    return (made.edition_reason or made.announced_reason) if made else None


def _place(line: Standing) -> PlaceShown:
    row = line.ranked
    return {
        "place": row.place,
        "tied": row.is_tied,
        "score": str(row.score),
        "standard_error": None if row.standard_error is None else str(row.standard_error),
        "mean": str(row.mean),
        "mean_place": row.mean_place,
        "ballots": row.ballots,
        "component": row.component,
        "stage": row.stage,
        "not_separable_from": list(row.alike),
        "project": {
            "id": row.project_id,
            "title": line.title,
            "team": line.team,
            "url": url_for("projects.workspace.show", project_id=row.project_id),
        },
    }
