"""Readings as JSON: what was measured, and one more from a program that measures."""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, TypedDict

from flask import jsonify
from flask.typing import ResponseReturnValue

from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.impact.commands import ReadingDraft, give_reading
from hackathon.promotion.impact.forms import METHOD
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.impact.queries import readings_of
from hackathon.promotion.impact.rules import plain
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.shapes import Day, Figure, Moment, Says

blueprint = api_blueprint("readings", __name__)
READINGS = "/use-cases/<int:number>/readings"


class ReadingShown(TypedDict):
    """A measured value in the unit of the use case's metric; never changed, corrected by a later one."""

    id: int
    value: Figure
    measured_on: Day
    method: str
    link: str
    given_by: str
    given_at: Moment


class ReadingList(TypedDict):
    """The readings of a use case, the oldest measurement first."""

    items: list[ReadingShown]


@dataclass(frozen=True)
class ReadingGiven:
    """A measured value, when and how it was measured, and where the numbers are."""

    value: Decimal
    measured_on: date
    method: Annotated[str, Says("maxLength", METHOD)]
    link: Annotated[str, Says("maxLength", LONGEST_LINK)] = ""


@blueprint.get(READINGS)
@signed_in
@promises(ReadingList)
def index(number: int) -> ResponseReturnValue:
    """List the readings of a use case, the oldest measurement first."""
    case = lineage_of(session(), current_actor(), number).case
    found = readings_of(session(), case.id)
    shown: ReadingList = {"items": [_shown(each.reading, each.giver) for each in found]}
    return jsonify(shown)


@blueprint.post(READINGS)
@signed_in
@promises(ReadingShown, status=201, takes=ReadingGiven)
def give(number: int) -> ResponseReturnValue:
    """Add a measured value to a use case."""
    case, given = lineage_of(session(), current_actor(), number).case, body_as(ReadingGiven)
    with working() as work:
        reading = give_reading(work, case.id, ReadingDraft(**asdict(given)))
        return jsonify(_shown(reading, work.actor.name)), 201


def _shown(reading: Reading, giver: str) -> ReadingShown:
    return {
        "id": reading.id,
        "value": plain(reading.value),
        "measured_on": reading.measured_on.isoformat(),
        "method": reading.method,
        "link": reading.link,
        "given_by": giver,
        "given_at": reading.given_at.isoformat(),
    }
