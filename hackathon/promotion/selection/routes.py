"""Pages of selection rounds: put one together, score, look at the cut, decide, close."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing, require
from hackathon.core.facts import Audience
from hackathon.core.i18n import _, lazy
from hackathon.core.tables import list_as_csv
from hackathon.promotion.cases.forms import ReasonForm
from hackathon.promotion.cases.queries import statement_text
from hackathon.promotion.cases.routes import Asking
from hackathon.promotion.funnel.rules import funnel_of, share_said
from hackathon.promotion.scales.rules import EFFORT_LABELS, PARTS
from hackathon.promotion.selection import commands
from hackathon.promotion.selection.forms import AddScorerForm, CloseForm, DecideForm, RoundForm, score_form
from hackathon.promotion.selection.policy import (
    can_open,
    can_run,
    can_score,
    can_see_figures,
    can_take_chair,
)
from hackathon.promotion.selection.queries import (
    Board,
    Entry,
    Seen,
    board_of,
    cutting_job,
    eligible_cases,
    passages_of,
    possible_scorers,
    round_seen,
    rounds_seen,
    sheet_of,
)
from hackathon.promotion.selection.rules import (
    AXES,
    BAR_LABELS,
    MAP_EDGE,
    MAP_HEIGHT,
    MAP_WIDTH,
    MODELS,
    OUTCOMES,
    USUAL_WEIGHTS,
    WHY,
    WHY_SHORT,
    bubbles,
    first_bar,
    is_too_many,
    scorers_needed,
    weeks_by_role,
    written_capacity,
)
from hackathon.promotion.selection.states import Outcome, RoundState
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of
from hackathon.web.database import session, viewing, working
from hackathon.web.forms import ButtonForm
from hackathon.web.paging import page_of

blueprint = Blueprint("selection", __name__, url_prefix="/use-cases/rounds")
ROUND, CANDIDATE = "/<int:round_id>", "/<int:round_id>/candidates/<int:number>"
STATES = {
    RoundState.OPEN: (lazy("being put together"), "neutral"),
    RoundState.SCORING: (lazy("being scored"), "accent"),
    RoundState.CUT: (lazy("cut"), "warn"),
    RoundState.CLOSED: (lazy("closed"), "good"),
}
EXCUSE = Asking(
    lazy("Excuse this scorer"),
    lazy("What they answered counts no more, and nobody waits for them."),
    lazy("Excuse"),
    lazy("Excused."),
)
TAKE = Asking(
    lazy("Take the chair"),
    lazy("You run this round from now on. Say why its chair cannot go on."),
    lazy("Take the chair"),
    lazy("You are the chair of this round now."),
)
SHOWN_FACTS = 12


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List rounds."""
    page = page_of(session(), rounds_seen(current_actor()), scalars=False)
    may = can_open(current_actor())
    return render_template("promotion/selection/index.html", page=page, may=may, states=STATES)


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def create() -> ResponseReturnValue:
    """Put a round together."""
    require(can_open(current_actor()))
    form = _round_form(None)
    if form.accepts():
        with form.guard():
            draft = form.draft()
            with working() as work:
                return _to(commands.open_round(work, draft).id)
    return render_template("promotion/selection/edit.html", held=None, form=form), form.status


@blueprint.route(f"{ROUND}/edit", methods=["GET", "POST"])
@signed_in
def edit(round_id: int) -> ResponseReturnValue:
    """Put a round together otherwise."""
    board = _run(round_id)
    form = _round_form(board)
    if form.accepts():
        with form.guard():
            draft = form.draft()
            with working() as work:
                commands.edit_round(work, round_id, draft, version=form.version.data)
                return _to(round_id)
    return render_template("promotion/selection/edit.html", held=board.held, form=form), form.status


@blueprint.get(ROUND)
@signed_in
def show(round_id: int) -> ResponseReturnValue:
    """Show a round: how far it is and, once it is cut, what the figures say."""
    seen = round_seen(session(), current_actor(), round_id)
    return render_template("promotion/selection/show.html", **_shown(seen))


@blueprint.post(f"{ROUND}/start")
@signed_in
def start(round_id: int) -> ResponseReturnValue:
    """Let the scorers begin."""
    _run(round_id)
    with working() as work:
        commands.start_scoring(work, round_id, version=ButtonForm().version.data)
    flash(_("The scorers are asked. What they say stays hidden until all are in."), "success")
    return _to(round_id)


@blueprint.post(f"{ROUND}/cut")
@signed_in
def cut(round_id: int) -> ResponseReturnValue:
    """Have the best set computed."""
    _run(round_id)
    with working() as work:
        commands.cut_round(work, round_id, version=ButtonForm().version.data)
    flash(_("The cut is being computed. You are told when it is there."), "success")
    return _to(round_id)


@blueprint.route(f"{ROUND}/close", methods=["GET", "POST"])
@signed_in
def close(round_id: int) -> ResponseReturnValue:
    """Close a round; where it selects more than half, say why."""
    board = _run(round_id)
    form = CloseForm(version=board.held.version)
    chosen, of = len(_selected(board)), len(board.held.figures.get("rows", ()))
    form.ask(is_needed=is_too_many(chosen, of))
    if form.accepts():
        with form.guard(), working() as work:
            commands.close_round(work, round_id, form.exception.data or "", version=form.version.data)
            flash(_("Closed. Everybody concerned is told what was decided and why."), "success")
            return _to(round_id)
    given = {"selected": chosen, "of": of, "is_too_many": is_too_many(chosen, of), "said": share_said(chosen, of)}
    return render_template("promotion/selection/close.html", held=board.held, form=form, **given), form.status


@blueprint.route(f"{CANDIDATE}/sheet", methods=["GET", "POST"])
@signed_in
def score(round_id: int, number: int) -> ResponseReturnValue:
    """Answer about a candidate."""
    board = _board(round_id)
    held, entry = board.held, _entry(board, number)
    case_id, bar = entry.case.id, board.bars.get((current_actor().id or 0, entry.case.id))
    require(can_score(current_actor(), {each.account_id for each in board.active}, bar))
    given = sheet_of(session(), round_id, case_id, current_actor().id)
    form = score_form(held, given.answers if given else None, given.version if given else None)
    if form.accepts():
        with form.guard():
            sheet = form.sheet(held.capacities)
            with working() as work:
                commands.score_candidate(work, round_id, case_id, sheet, version=form.version.data)
                return _to_next(board, number)
    shown = {"board": board, "entry": entry, "efforts": list(EFFORT_LABELS.items())}
    return render_template("promotion/selection/score.html", **shown, form=form), form.status


@blueprint.route(f"{CANDIDATE}/decision", methods=["GET", "POST"])
@signed_in
def decide(round_id: int, number: int) -> ResponseReturnValue:
    """Decide otherwise than the figures."""
    board = _run(round_id)
    entry, row = _entry(board, number), _row_of(board, number)
    case_id, form = entry.case.id, DecideForm(version=board.held.version, outcome=row["proposal"])
    form.offer()
    if form.accepts():
        with form.guard(), working() as work:
            reason, version = str(form.reason.data), form.version.data
            commands.decide_candidate(work, round_id, case_id, form.outcome.data, reason, version=version)
            return _to(round_id)
    given = {"held": board.held, "entry": entry, "row": row, "outcomes": OUTCOMES, "why": WHY}
    return render_template("promotion/selection/decide.html", form=form, **given), form.status


@blueprint.route(f"{ROUND}/scorers", methods=["GET", "POST"])
@signed_in
def add_scorer(round_id: int) -> ResponseReturnValue:
    """Ask one more person to score."""
    board = _run(round_id)
    form, there = AddScorerForm(version=board.held.version), {each.account_id for each in board.active}
    form.offer(each for each in possible_scorers(session()) if each.id not in there)
    if form.accepts():
        with form.guard(), working() as work:
            commands.add_scorer(work, round_id, form.account_id.data, version=form.version.data)
            return _to(round_id)
    return render_template("promotion/selection/add_scorer.html", held=board.held, form=form), form.status


@blueprint.route(f"{ROUND}/scorers/<int:account_id>/excuse", methods=["GET", "POST"])
@signed_in
def excuse(round_id: int, account_id: int) -> ResponseReturnValue:
    """Wait for somebody no longer."""
    board = _run(round_id)
    form = ReasonForm(version=board.held.version)
    if form.accepts():
        with form.guard(), working() as work:
            commands.excuse_scorer(work, round_id, account_id, str(form.reason.data), version=form.version.data)
            return _to(round_id)
    return render_template("promotion/selection/reason.html", held=board.held, form=form, asking=EXCUSE), form.status


@blueprint.route(f"{ROUND}/chair", methods=["GET", "POST"])
@signed_in
def take_chair(round_id: int) -> ResponseReturnValue:
    """Take a round over."""
    board = _board(round_id)
    require(can_take_chair(current_actor(), board.held, _any_bar(board)))
    form = ReasonForm(version=board.held.version)
    if form.accepts():
        with form.guard(), working() as work:
            commands.take_chair(work, round_id, str(form.reason.data), version=form.version.data)
            return _to(round_id)
    return render_template("promotion/selection/reason.html", held=board.held, form=form, asking=TAKE), form.status


@blueprint.get(f"{ROUND}/candidates.csv")
@signed_in
def as_csv(round_id: int) -> ResponseReturnValue:
    """Give the figures of a round as a table."""
    board = _board(round_id)
    require(can_see_figures(board.held))
    head = [_("Place"), _("Number"), _("Use case"), _("Value a year"), _("Confidence"), _("Readiness"), _("Use")]
    rows = [_csv_row(entry, row) for entry, row in _listed(board)]
    named = {"Content-Disposition": f'attachment; filename="round-{round_id}.csv"'}
    written = list_as_csv([*head, _("Weeks"), _("Priority"), _("Outcome")], rows)
    return Response(written, mimetype="text/csv", headers=named)


def _csv_row(entry: Entry, row: Mapping[str, Any]) -> list[object]:
    shares = [round(row[axis], 3) for axis in ("confidence", "readiness", "adoption")]
    weeks = round(sum(row["weeks"].values()), 2)
    what = [row["place"], entry.case.number, entry.case.title, row["value"][1]]
    return [*what, *shares, weeks, round(row["priority"], 2), OUTCOMES[_outcome(entry, row)]]


def _shown(seen: Seen) -> dict[str, Any]:
    held, view = seen.held, viewing()
    board = board_of(view.session, held)
    me = view.actor.id or 0
    return {
        "held": held,
        "chair": seen.chair,
        "board": board,
        "state": STATES[RoundState(held.state)],
        "models": MODELS,
        "needed": scorers_needed(len(board.standing)),
        "axes": AXES,
        "runs": bool(can_run(view.actor, held)),
        "may_take": bool(can_take_chair(view.actor, held, _any_bar(board))),
        "scores": me in {each.account_id for each in board.active},
        "mine": board.left(me),
        "me": me,
        "bar_labels": BAR_LABELS,
        "entries": activity_of(view, "round", held.id, audiences=_audiences(), limit=SHOWN_FACTS),
        "funnel": funnel_of(passages_of(view.session, held)),
        "job": cutting_job(view.session, held.id) if held.state == RoundState.CUT and not held.figures else None,
        **(_figures(board) if can_see_figures(held) else {"figures": None}),
    }


def _figures(board: Board) -> dict[str, Any]:
    """Put together what is shown once all answers are in."""
    held, listed, selected = board.held, _listed(board), _selected(board)
    numbers = {each.case.id: f"#{each.case.number} {each.case.title}" for each in board.entries}
    best = {row["case_id"] for row in held.figures["rows"] if row["proposal"] == Outcome.SELECTED}
    plain = set(held.figures["plain"])
    return {
        "figures": held.figures,
        "listed": sorted(
            ((entry, row, _outcome(entry, row)) for entry, row in listed),
            key=lambda each: (each[2] != Outcome.SELECTED, each[1]["place"]),
        ),
        "outcomes": OUTCOMES,
        "why": WHY_SHORT,
        "parts": {part.key: part.label for part in PARTS},
        "taken": weeks_by_role(held.figures["rows"], selected, held.capacities),
        "said": share_said(len(selected), len(listed)),
        "swap": ([numbers[each] for each in sorted(best - plain)], [numbers[each] for each in sorted(plain - best)]),
        "map": bubbles(held.figures["rows"], numbers, selected),
        "size": (MAP_WIDTH, MAP_HEIGHT, MAP_EDGE),
        "exception": statement_text(session(), held.exception_id),
    }


def _listed(board: Board) -> list[tuple[Entry, Mapping[str, Any]]]:
    """Pair the scored candidates with their figures, the first place first."""
    by_id = {each.case.id: each for each in board.entries}
    return [(by_id[row["case_id"]], row) for row in board.held.figures.get("rows", ())]


def _outcome(entry: Entry, row: Mapping[str, Any]) -> str:
    return str(entry.candidate.outcome or entry.candidate.decided or row["proposal"])


def _selected(board: Board) -> set[int]:
    return {entry.case.id for entry, row in _listed(board) if _outcome(entry, row) == Outcome.SELECTED}


def _board(round_id: int) -> Board:
    return board_of(session(), round_seen(session(), current_actor(), round_id).held)


def _run(round_id: int) -> Board:
    """Load a round that the reader runs."""
    seen = round_seen(session(), current_actor(), round_id)
    require(can_run(current_actor(), seen.held))
    return board_of(session(), seen.held)


def _entry(board: Board, number: int) -> Entry:
    found = next((each for each in board.entries if each.case.number == number), None)
    if found is None:
        raise Missing(_("This use case is no candidate of the round."))
    return found


def _row_of(board: Board, number: int) -> Mapping[str, Any]:
    found = next((row for entry, row in _listed(board) if entry.case.number == number), None)
    if found is None:
        raise Missing(_("There are no figures of this candidate yet."))
    return found


def _any_bar(board: Board) -> Any:
    return first_bar(bar for (who, _case), bar in board.bars.items() if who == current_actor().id)


def _round_form(board: Board | None) -> RoundForm:
    eligible = eligible_cases(session(), board.held.id if board else None)
    form = RoundForm(**(_values(board) if board else {"case_ids": [each.case.id for each in eligible], **_usual()}))
    form.offer(eligible, possible_scorers(session()))
    return form


def _usual() -> dict[str, int]:
    return {f"weight_{axis}": weight for axis, weight in USUAL_WEIGHTS.items()}


def _values(board: Board) -> dict[str, Any]:
    held = board.held
    return {
        "name": held.name,
        "capacity": written_capacity(held.capacities),
        "case_ids": [each.case.id for each in board.entries],
        "scorer_ids": [each.account_id for each in board.scorers],
        "model": held.model,
        "version": held.version,
    } | {f"weight_{axis}": weight for axis, weight in held.weights.items()}


def _audiences() -> list[Audience]:
    return [Audience.VIEWERS, Audience.ORGANIZERS]


def _to(round_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", round_id=round_id))


def _to_next(board: Board, number: int) -> ResponseReturnValue:
    """Lead to the next candidate that waits for the reader, else back to the round."""
    left = [each.case.number for each in board.left(current_actor().id or 0) if each.case.number != number]
    if not left:
        flash(_("All your answers are in. You can change them until the round is cut."), "success")
        return _to(board.held.id)
    return redirect(url_for(".score", round_id=board.held.id, number=left[0]))
