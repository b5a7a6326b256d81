"""Selection rounds as JSON: how far each is, one's own answers, and the chair's moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict

from flask import Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Invalid, Missing
from hackathon.core.i18n import _
from hackathon.promotion.cases.api import Reason
from hackathon.promotion.scales.rules import ADOPTION, CONFIDENCE, EFFORTS, PARTS, Estimate, Sheet
from hackathon.promotion.selection import commands
from hackathon.promotion.selection.models import ScoringSheet, SelectionRound
from hackathon.promotion.selection.queries import Entry, board_of, entries_of, round_seen, rounds_seen, sheet_of
from hackathon.promotion.selection.states import Outcome
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working
from hackathon.web.paging import page_of
from hackathon.web.shapes import Moment

blueprint = api_blueprint("rounds", __name__)
ROUND = "/selection-rounds/<int:round_id>"
CANDIDATE = f"{ROUND}/candidates/<int:number>"


class RoundListed(TypedDict):
    """A selection round; `state` is OPEN, SCORING, CUT or CLOSED."""

    id: int
    name: str
    state: str
    chair: str
    candidates: int
    opened_at: Moment
    url: str


class CandidateShown(TypedDict):
    """A candidate; place and proposal are null until all answers are in and the round is cut."""

    number: int
    title: str
    place: int | None
    proposal: str | None
    outcome: str | None


class RoundShown(TypedDict):
    """A round with its candidates; `missing` answers keep it from being cut."""

    id: int
    name: str
    state: str
    model: str
    roles: list[str]
    missing: int
    candidates: list[CandidateShown]
    version: int
    url: str


class SheetShown(TypedDict):
    """That one's own answers about a candidate are kept."""

    number: int
    given_at: Moment
    version: int


@dataclass(frozen=True)
class SheetGiven:
    """One's own answers: levels count from 0; weeks in the order of the round's roles, or `effort` in place of them."""

    value_low: Decimal
    value_likely: Decimal
    value_high: Decimal
    confidence: int
    adoption: int
    access: int
    permission: int
    quality: int
    freshness: int
    effort: str = ""
    weeks_low: list[Decimal] = field(default_factory=list)
    weeks_likely: list[Decimal] = field(default_factory=list)
    weeks_high: list[Decimal] = field(default_factory=list)


@dataclass(frozen=True)
class DecisionMade:
    """What becomes of a candidate otherwise than the figures say, and why."""

    outcome: Outcome
    reason: Reason


@dataclass(frozen=True)
class Closing:
    """Why more than half are selected, where they are."""

    exception: Reason = ""


@blueprint.get("/selection-rounds")
@signed_in
@promises(RoundListed, is_list=True)
def index() -> Response:
    """List the rounds that one may see, the newest first."""
    return listed(page_of(session(), rounds_seen(current_actor()), scalars=False), lambda row: _listed(*row))


@blueprint.get(ROUND)
@signed_in
@promises(RoundShown, is_versioned=True)
def show(round_id: int) -> Response:
    """Show a round; its ETag is what its chair's moves name in If-Match."""
    return _answer(round_id)


@blueprint.put(f"{CANDIDATE}/sheet")
@signed_in
@promises(SheetShown, takes=SheetGiven)
def score(round_id: int, number: int) -> ResponseReturnValue:
    """Answer about a candidate, or answer anew; nobody else reads it."""
    held, entry = _candidate(round_id, number)
    case_id, sheet = entry.case.id, _sheet(held, body_as(SheetGiven))
    given = sheet_of(session(), round_id, case_id, current_actor().id)
    version = given.version if given else None
    with working() as work:
        return jsonify(_kept(number, commands.score_candidate(work, round_id, case_id, sheet, version=version)))


@blueprint.post(f"{ROUND}/start")
@signed_in
@promises(RoundShown, is_versioned=True)
def start(round_id: int) -> Response:
    """Let the scorers begin."""
    round_seen(session(), current_actor(), round_id)
    version = version_read()
    with working() as work:
        commands.start_scoring(work, round_id, version=version)
    return _answer(round_id)


@blueprint.post(f"{ROUND}/cut")
@signed_in
@promises(RoundShown, is_versioned=True)
def cut(round_id: int) -> Response:
    """End the scoring and have the best set computed."""
    round_seen(session(), current_actor(), round_id)
    version = version_read()
    with working() as work:
        commands.cut_round(work, round_id, version=version)
    return _answer(round_id)


@blueprint.put(f"{CANDIDATE}/decision")
@signed_in
@promises(RoundShown, takes=DecisionMade, is_versioned=True)
def decide(round_id: int, number: int) -> Response:
    """Decide otherwise than the figures about a candidate."""
    _held, entry = _candidate(round_id, number)
    case_id, made, version = entry.case.id, body_as(DecisionMade), version_read()
    with working() as work:
        commands.decide_candidate(work, round_id, case_id, made.outcome, made.reason, version=version)
    return _answer(round_id)


@blueprint.post(f"{ROUND}/close")
@signed_in
@promises(RoundShown, takes=Closing, is_versioned=True)
def close(round_id: int) -> Response:
    """Close a round: each use case moves to where it was decided to go."""
    round_seen(session(), current_actor(), round_id)
    closing, version = body_as(Closing), version_read()
    with working() as work:
        commands.close_round(work, round_id, closing.exception, version=version)
    return _answer(round_id)


def _candidate(round_id: int, number: int) -> tuple[SelectionRound, Entry]:
    held = round_seen(session(), current_actor(), round_id).held
    found = next((each for each in entries_of(session(), round_id) if each.case.number == number), None)
    if found is None:
        raise Missing(_("This use case is no candidate of the round."))
    return held, found


def _sheet(held: SelectionRound, given: SheetGiven) -> Sheet:
    return Sheet(
        value=Estimate(float(given.value_low), float(given.value_likely), float(given.value_high)),
        confidence=getattr(given, CONFIDENCE.key),
        adoption=getattr(given, ADOPTION.key),
        readiness={part.key: getattr(given, part.key) for part in PARTS},
        weeks=_weeks(list(held.capacities), given),
        effort=given.effort,
    )


def _weeks(roles: Sequence[str], given: SheetGiven) -> dict[str, Estimate]:
    if given.effort:
        if given.effort not in EFFORTS:
            raise Invalid("effort", _("Choose days, weeks or months."))
        return dict.fromkeys(roles, EFFORTS[given.effort])
    points = [given.weeks_low, given.weeks_likely, given.weeks_high]
    if any(len(each) != len(roles) for each in points):
        raise Invalid("weeks", _("Give the weeks of each role of this round."))
    return {role: Estimate(*map(float, each)) for role, each in zip(roles, zip(*points, strict=True), strict=True)}


def _answer(round_id: int) -> Response:
    held = round_seen(session(), current_actor(), round_id).held
    board = board_of(session(), held)
    rows = {row["case_id"]: row for row in held.figures.get("rows", ())}
    shown: RoundShown = {
        "id": held.id,
        "name": held.name,
        "state": held.state,
        "model": held.model,
        "roles": list(held.capacities),
        "missing": board.missing,
        "candidates": [_shown(each, rows.get(each.case.id, {})) for each in board.entries],
        "version": held.version,
        "url": url_for("promotion.selection.show", round_id=held.id),
    }
    return versioned(shown, held.version)


def _shown(entry: Entry, row: dict[str, object]) -> CandidateShown:
    place, proposal = row.get("place"), row.get("proposal")
    return {
        "number": entry.case.number,
        "title": entry.case.title,
        "place": int(str(place)) if place else None,
        "proposal": str(proposal) if proposal else None,
        "outcome": entry.candidate.outcome or entry.candidate.decided,
    }


def _listed(held: SelectionRound, chair: str, candidates: int) -> RoundListed:
    return {
        "id": held.id,
        "name": held.name,
        "state": held.state,
        "chair": chair,
        "candidates": candidates,
        "opened_at": held.opened_at.isoformat(),
        "url": url_for("promotion.selection.show", round_id=held.id),
    }


def _kept(number: int, sheet: ScoringSheet) -> SheetShown:
    return {"number": number, "given_at": sheet.given_at.isoformat(), "version": sheet.version}
