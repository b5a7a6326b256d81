"""Nominations as JSON: put a project forward, once and once more, and answer the three questions of the light path."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from flask import Response
from flask.typing import ResponseReturnValue

from hackathon.promotion.cases.api import CASE, CaseMoved, Reason, ReasonGiven, move, standing
from hackathon.promotion.nominations import commands
from hackathon.promotion.nominations.queries import released_standing_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.forms import SENTENCE
from hackathon.web.shapes import Says

blueprint = api_blueprint("nominations", __name__)


class YesOrNo(StrEnum):
    """An answer of the light path."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class NominationGiven:
    """What will be different in somebody's working day; without an owner (0), the owner of the question is proposed."""

    change: Annotated[str, Says("maxLength", SENTENCE)]
    owner_id: int = 0
    measured: Decimal | None = None
    risks: Annotated[str, Says("maxLength", SENTENCE)] = ""


@dataclass(frozen=True)
class ScreeningGiven:
    """Whether there is an owner, usable data and a measured outcome; the rest is told where there is not."""

    has_owner: YesOrNo
    has_usable_data: YesOrNo
    has_measured_outcome: YesOrNo
    reason: Reason = ""
    would_change: Reason = ""
    come_back_on: date | None = None


@blueprint.post("/projects/<int:project_id>/nomination")
@signed_in
@promises(CaseMoved, status=201, takes=NominationGiven, is_versioned=True)
def nominate(project_id: int) -> ResponseReturnValue:
    """Put a project forward, which opens its use case."""
    released_standing_of(session(), current_actor(), project_id)
    given = body_as(NominationGiven)
    draft = commands.NominationDraft(given.change, given.owner_id or None, given.measured, given.risks)
    with working() as work:
        number = commands.nominate_project(work, project_id, draft).number
    return standing(number), 201


@blueprint.post(f"{CASE}/renomination")
@signed_in
@promises(CaseMoved, takes=ReasonGiven, is_versioned=True)
def renominate(number: int) -> Response:
    """Put a declined or parked use case forward once more."""
    return move(number, commands.renominate_case, body_as(ReasonGiven).reason)


@blueprint.post(f"{CASE}/screening")
@signed_in
@promises(CaseMoved, takes=ScreeningGiven, is_versioned=True)
def screen(number: int) -> Response:
    """Answer the three questions of the light path."""
    return move(number, commands.screen_case, _answers(body_as(ScreeningGiven)))


def _answers(given: ScreeningGiven) -> commands.Answers:
    return commands.Answers(
        has_owner=given.has_owner == YesOrNo.YES,
        has_usable_data=given.has_usable_data == YesOrNo.YES,
        has_measured_outcome=given.has_measured_outcome == YesOrNo.YES,
        reason=given.reason,
        would_change=given.would_change,
        come_back_on=given.come_back_on,
    )
