"""Use cases as JSON: the portfolio, and each with where it comes from."""

from typing import Any, TypedDict

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.events.challenges.models import Challenge
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.portfolio.queries import Card, Filters, Pace, card_of, listed_cases, pace_now
from hackathon.web.access import current_actor, public, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session, viewing
from hackathon.web.paging import page_of
from hackathon.web.shapes import Figure, Moment, document_of, figure

blueprint = api_blueprint("use_cases", __name__)


class CaseListed(TypedDict):
    """A use case as the board shows it; `waits_for` says in words for whom, empty when for nobody."""

    number: int
    title: str
    path: str
    state: str
    state_since: Moment
    is_stalled: bool
    event: str
    owner: str | None
    waits_for: str
    url: str


class QuestionAsked(TypedDict):
    """The question a use case answers, and the outcome it is measured by."""

    id: int
    question: str
    metric: str
    unit: str
    baseline: Figure | None
    target: Figure | None


class LineageShown(TypedDict):
    """Where a use case comes from: question, event, team, project, submission."""

    challenge: QuestionAsked | None
    event: str
    team_id: int
    project_id: int
    submission: int | None


class CaseShown(TypedDict):
    """A prototype on its way to production."""

    number: int
    title: str
    path: str
    state: str
    state_since: Moment
    owner: str | None
    lineage: LineageShown
    readings_url: str
    url: str


@blueprint.get("/use-cases")
@signed_in
@promises(CaseListed, is_list=True)
def index() -> Response:
    """List the use cases, the stalled and then the longest waiting first."""
    pace = pace_now(viewing())
    page = page_of(session(), listed_cases(current_actor(), Filters(), pace), scalars=False)
    return listed(page, lambda row: _listed(card_of(row), pace))


@blueprint.get("/use-cases/<int:number>")
@signed_in
@promises(CaseShown)
def show(number: int) -> ResponseReturnValue:
    """Show one use case with its lineage; its readings have an address of their own."""
    return jsonify(_shown(lineage_of(session(), current_actor(), number)))


@blueprint.get("/schemas/usecase.v1.json")
@public
@promises(dict[str, Any])
def schema() -> ResponseReturnValue:
    """Describe a use case as JSON Schema `usecase.v1`: what its address answers, and what can be kept as a file."""
    return jsonify(document_of(CaseShown, request.path))


def _listed(card: Card, pace: Pace) -> CaseListed:
    return {
        "number": card.number,
        "title": card.title,
        "path": card.path,
        "state": card.state,
        "state_since": card.state_since.isoformat(),
        "is_stalled": pace.is_stalled(card),
        "event": card.event,
        "owner": card.owner,
        "waits_for": card.waits_for,
        "url": url_for("promotion.portfolio.show", number=card.number),
    }


def _shown(lineage: Lineage) -> CaseShown:
    case = lineage.case
    return {
        "number": case.number,
        "title": case.title,
        "path": case.path,
        "state": case.state,
        "state_since": case.state_since.isoformat(),
        "owner": lineage.owner.display_name if lineage.owner else None,
        "lineage": _lineage(lineage),
        "readings_url": url_for("api_readings.index", number=case.number),
        "url": url_for("promotion.portfolio.show", number=case.number),
    }


def _lineage(lineage: Lineage) -> LineageShown:
    return {
        "challenge": _question(lineage.challenge) if lineage.challenge else None,
        "event": lineage.event.slug,
        "team_id": lineage.team.id,
        "project_id": lineage.project.id,
        "submission": lineage.submission.number if lineage.submission else None,
    }


def _question(challenge: Challenge) -> QuestionAsked:
    return {
        "id": challenge.id,
        "question": challenge.question,
        "metric": challenge.metric,
        "unit": challenge.metric_unit,
        "baseline": figure(challenge.baseline),
        "target": figure(challenge.target),
    }
