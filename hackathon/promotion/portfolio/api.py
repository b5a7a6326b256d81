"""Use cases as JSON: the portfolio, and each with where it comes from."""

from typing import Any, NotRequired, TypedDict

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.events.challenges.models import Challenge
from hackathon.promotion.cases.policy import can_read_inside
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.day_one.queries import Planned, planned_of
from hackathon.promotion.ownership.queries import names_of
from hackathon.promotion.paths.queries import Signed, newest_answers_of
from hackathon.promotion.portfolio.queries import Card, Filters, Pace, card_of, listed_cases, pace_now
from hackathon.web.access import current_actor, public, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session, viewing
from hackathon.web.paging import page_of
from hackathon.web.shapes import Day, Figure, Moment, document_of, figure

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


class SixSigned(TypedDict):
    """The six answers that chose the path, yes, no or unknown by key, as who would own it signed them."""

    answers: dict[str, str]
    signed_by: str
    signed_at: Moment


class DayOnePlanned(TypedDict):
    """What is known about the first day of use; empty or null is what nobody knows yet."""

    target_system: str
    system_owner: str
    roles: str
    training: str
    support: str
    support_from: Day | None
    cost_ceiling: int | None


class CaseShown(TypedDict):
    """A prototype on its way to production; the day-one plan is null for those who do not work on it."""

    number: int
    title: str
    path: str
    state: str
    state_since: Moment
    owner: str | None
    deputy: NotRequired[str | None]
    sponsor: NotRequired[str | None]
    owner_missing_since: NotRequired[Moment | None]
    six_answers: NotRequired[SixSigned | None]
    day_one: NotRequired[DayOnePlanned | None]
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
    behind = names_of(session(), [case.deputy_id, case.sponsor_id])
    missing = case.owner_missing_since
    return {
        "number": case.number,
        "title": case.title,
        "path": case.path,
        "state": case.state,
        "state_since": case.state_since.isoformat(),
        "owner": lineage.owner.display_name if lineage.owner else None,
        "deputy": behind.get(case.deputy_id),
        "sponsor": behind.get(case.sponsor_id),
        "owner_missing_since": missing.isoformat() if missing else None,
        "six_answers": _signed(newest_answers_of(session(), case.id)),
        "day_one": _planned(planned_of(session(), case.id)) if can_read_inside(current_actor(), case) else None,
        "lineage": _lineage(lineage),
        "readings_url": url_for("api_readings.index", number=case.number),
        "url": url_for("promotion.portfolio.show", number=case.number),
    }


def _signed(signed: Signed | None) -> SixSigned | None:
    if signed is None:
        return None
    given = signed.given
    return {"answers": given.answers, "signed_by": signed.signer, "signed_at": given.signed_at.isoformat()}


def _planned(planned: Planned) -> DayOnePlanned | None:
    plan, owner, support = planned.plan, planned.system_owner, planned.support
    if plan is None:
        return None
    return {
        "target_system": plan.target_system,
        "system_owner": owner.display_name if owner else plan.system_owner_email,
        "roles": plan.roles,
        "training": plan.training,
        "support": support.display_name if support else "",
        "support_from": plan.support_from.isoformat() if plan.support_from else None,
        "cost_ceiling": plan.cost_ceiling,
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
