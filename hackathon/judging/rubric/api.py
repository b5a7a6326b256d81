"""Rubrics as JSON: what projects are judged by, for everybody who sees the event."""

from typing import TypedDict

from flask import jsonify
from flask.typing import ResponseReturnValue

from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.rubric.models import Criterion
from hackathon.judging.rubric.queries import RubricFor, named_rubrics
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import session

blueprint = api_blueprint("rubrics", __name__)


class CriterionWritten(TypedDict):
    """A criterion: its weight in percent, 0 where it does not count, and a sentence for values, by the value."""

    id: int
    name: str
    question: str
    weight: int
    optional: bool
    counted: bool
    anchors: dict[str, str]


class RubricWritten(TypedDict):
    """A rubric with what it is for: null is all tracks, all questions, all stages."""

    id: int
    track_id: int | None
    challenge_id: int | None
    stage: int | None
    edition: int
    lowest: int
    highest: int
    criteria: list[CriterionWritten]


class RubricsWritten(TypedDict):
    """The rubrics of an event; a project is judged by the closest: of its stage, then its question, then its track."""

    items: list[RubricWritten]


@blueprint.get("/events/<slug>/rubrics")
@signed_in
@promises(RubricsWritten)
def index(slug: str) -> ResponseReturnValue:
    """List what the projects of an event are judged by."""
    event = event_by_slug(session(), current_actor(), slug)
    shown: RubricsWritten = {"items": [_rubric(found) for found in named_rubrics(session(), event.id)]}
    return jsonify(shown)


def _rubric(found: RubricFor) -> RubricWritten:
    rubric = found.rubric
    return {
        "id": rubric.id,
        "track_id": rubric.track_id,
        "challenge_id": rubric.challenge_id,
        "stage": rubric.stage,
        "edition": rubric.edition,
        "lowest": rubric.lowest,
        "highest": rubric.highest,
        "criteria": [_criterion(criterion) for criterion in rubric.criteria],
    }


def _criterion(criterion: Criterion) -> CriterionWritten:
    return {
        "id": criterion.id,
        "name": criterion.name,
        "question": criterion.question,
        "weight": criterion.weight,
        "optional": criterion.is_optional,
        "counted": not criterion.is_independent,
        "anchors": criterion.anchors,
    }
