"""What can be done with a selection round: open, edit, start, score, cut, decide and close."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.facts import Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import advance
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.scales.rules import (
    ADOPTION,
    CONFIDENCE,
    MOST_VALUE,
    MOST_WEEKS,
    PARTS,
    Sheet,
    need_estimate,
    need_level,
)
from hackathon.promotion.selection.facts import (
    CandidateDecided,
    CandidateScored,
    CaseHeld,
    CaseParked,
    CaseSelected,
    ChairTaken,
    CutComputed,
    OutcomeFact,
    RoundClosed,
    RoundCut,
    RoundEdited,
    RoundOpened,
    ScorerAdded,
    ScorerExcused,
    ScoringStarted,
)
from hackathon.promotion.selection.models import RoundCandidate, RoundScorer, ScoringSheet, SelectionRound
from hackathon.promotion.selection.policy import (
    CUTTING,
    can_compute,
    can_open,
    can_run,
    can_score,
    can_take_chair,
    is_not_barred,
)
from hackathon.promotion.selection.queries import (
    Board,
    Entry,
    bars_of,
    board_of,
    eligible_cases,
    entries_of,
    places_of,
    possible_scorers,
    sheet_of,
)
from hackathon.promotion.selection.rules import (
    USUAL_WEIGHTS,
    Candidate,
    DecisionModel,
    Room,
    Why,
    first_bar,
    is_too_many,
    need_weights,
    scorers_needed,
)
from hackathon.promotion.selection.states import MOVES, ROUND_FLOW, Outcome, RoundState

OUTCOME_FACTS: Mapping[str, type[OutcomeFact]] = {
    Outcome.SELECTED: CaseSelected,
    Outcome.WAITING: CaseHeld,
    Outcome.PARKED: CaseParked,
}


@dataclass(frozen=True)
class RoundDraft:
    """What a chair puts a round together from; capacities as `read_capacity` reads them."""

    name: str
    capacities: Mapping[str, float]
    case_ids: frozenset[int]
    scorer_ids: frozenset[int]
    model: DecisionModel = DecisionModel.PRODUCT
    weights: Mapping[str, int] = field(default_factory=lambda: dict(USUAL_WEIGHTS))


def open_round(work: Work, draft: RoundDraft) -> SelectionRound:
    """Open a round as its chair; nobody is told before the scoring starts."""
    require(can_open(work.actor))
    held = SelectionRound(chair_id=work.actor.id, opened_at=work.now, **_fields(draft))
    work.add(held)
    _put_together(work, held, draft)
    work.record(RoundOpened(subject_id=held.id))
    return held


def edit_round(work: Work, round_id: int, draft: RoundDraft, *, version: int | None = None) -> SelectionRound:
    """Put a round together otherwise, before anybody scores."""
    held = _run(work, round_id, version)
    if held.state != RoundState.OPEN:
        raise Conflict(_("The scoring has started: candidates, capacities and the way of deciding stand."))
    for name, value in _fields(draft).items():
        setattr(held, name, value)
    _put_together(work, held, draft)
    work.record(RoundEdited(subject_id=held.id))
    return held


def start_scoring(work: Work, round_id: int, *, version: int | None = None) -> SelectionRound:
    """Let the scorers begin; from now on the decision model and the capacities stand."""
    held = _run(work, round_id, version)
    held.state = ROUND_FLOW.after("start", held.state)
    board = board_of(work.session, held)
    _require_scorers(board)
    held.started_at = work.now
    work.record(
        ScoringStarted(subject_id=held.id, model=held.model, candidates=len(board.standing), scorers=len(board.active))
    )
    return held


def score_candidate(
    work: Work, round_id: int, case_id: int, sheet: Sheet, *, version: int | None = None
) -> ScoringSheet:
    """Answer about a candidate, or answer anew; nobody else reads it, and all are shown together after the cut."""
    held = work.lock(SelectionRound, round_id)
    board = board_of(work.session, held)
    bar = board.bars.get((work.actor.id or 0, case_id))
    require(can_score(work.actor, {each.account_id for each in board.active}, bar))
    if held.state != RoundState.SCORING or case_id not in {each.case.id for each in board.standing}:
        raise Conflict(_("This is not scored now. Look at the round again."))
    answers = _sound(sheet, held).written()
    given = sheet_of(work.session, held.id, case_id, work.actor.id)
    if given is None:
        row = ScoringSheet(
            round_id=held.id, case_id=case_id, scorer_id=work.actor.id, answers=answers, given_at=work.now
        )
        given = work.add(row, unless_taken=Conflict(_("You answered this in another tab just now.")))
    else:
        work.expect_version(given, version)
        given.answers, given.given_at = answers, work.now
    work.record(CandidateScored(subject_id=held.id, case_id=case_id))
    return given


def add_scorer(work: Work, round_id: int, account_id: int | None, *, version: int | None = None) -> None:
    """Ask one more person to score, or somebody who was excused again."""
    held = _run(work, round_id, version)
    _require_before_cut(held)
    if account_id not in {each.id for each in possible_scorers(work.session)}:
        raise Invalid("account_id", _("Choose somebody with a role after the event."))
    present = work.session.get(RoundScorer, (held.id, account_id))
    if present is not None and present.excused_at is None:
        raise Invalid("account_id", _("This person scores already."))
    if present is not None:
        present.excused_at = None
    else:
        work.add(RoundScorer(round_id=held.id, account_id=account_id))
    work.record(ScorerAdded(subject_id=held.id, scorer_account_id=account_id))


def excuse_scorer(work: Work, round_id: int, account_id: int, reason: str, *, version: int | None = None) -> None:
    """Wait for somebody's answers no longer; those they gave count no more, and enough others must remain."""
    held = _run(work, round_id, version)
    _require_before_cut(held)
    board = board_of(work.session, held)
    if account_id not in {each.account_id for each in board.active}:
        raise Conflict(_("This person does not score in this round."))
    short = board.short(without=account_id)
    if held.state == RoundState.SCORING and short:
        raise Conflict(
            _("Without them, use case %(number)s has too few scorers. Ask somebody else first.")
            % {"number": short[0].case.number}
        )
    said = work.state(need_reason(reason))
    work.session.get_one(RoundScorer, (held.id, account_id)).excused_at = work.now
    work.record(ScorerExcused(subject_id=held.id, scorer_account_id=account_id, **said.reference()))


def take_chair(work: Work, round_id: int, reason: str, *, version: int | None = None) -> SelectionRound:
    """Take a round over from a chair who cannot go on."""
    held = work.lock(SelectionRound, round_id)
    board = board_of(work.session, held)
    bar = first_bar(bar for (who, _case), bar in board.bars.items() if who == work.actor.id)
    require(can_take_chair(work.actor, held, bar))
    work.expect_version(held, version)
    said, former = work.state(need_reason(reason)), held.chair_id
    held.chair_id = work.actor.id or former
    work.record(ChairTaken(subject_id=held.id, former_account_id=former, **said.reference()))
    return held


def cut_round(work: Work, round_id: int, *, version: int | None = None) -> SelectionRound:
    """End the scoring when all answers are in, and have the best set computed in the background."""
    held = _run(work, round_id, version)
    held.state = ROUND_FLOW.after("cut", held.state)
    board = board_of(work.session, held)
    if not board.standing:
        raise Conflict(_("No candidate is left to choose from: all were decided elsewhere."))
    if board.missing:
        raise Conflict(
            _("Answers are missing: %(count)s. What the scorers say is hidden until all are in.")
            % {"count": board.missing}
        )
    held.cut_at = work.now
    work.record(RoundCut(subject_id=held.id))
    work.request_job(CUTTING, held.id)
    return held


def keep_cut(work: Work, round_id: int, figures: Mapping[str, Any]) -> None:
    """Write down what the cut of a round came to; once."""
    require(can_compute(work.actor))
    held = work.lock(SelectionRound, round_id)
    if held.state != RoundState.CUT or held.figures:
        return
    held.figures = dict(figures)
    work.expect_version(held, None)
    work.record(CutComputed(subject_id=held.id))


def decide_candidate(
    work: Work, round_id: int, case_id: int, outcome: str, reason: str, *, version: int | None = None
) -> None:
    """Decide otherwise than the figures about one candidate, with a reason, or go back to what they say."""
    held = _run(work, round_id, version)
    row = _figures_of(held).get(case_id)
    if held.state != RoundState.CUT or row is None:
        raise Conflict(_("This is not decided now. Look at the round again."))
    if outcome not in MOVES:
        raise Invalid("outcome", _("Choose one of the list."))
    said = work.state(need_reason(reason))
    for entry in board_of(work.session, held).entries:
        if entry.case.id == case_id:
            entry.candidate.decided = outcome if outcome != row["proposal"] else None
            entry.candidate.reason_id = said.id if outcome != row["proposal"] else None
    work.record(CandidateDecided(subject_id=held.id, case_id=case_id, outcome=outcome, **said.reference()))


def close_round(work: Work, round_id: int, exception: str = "", *, version: int | None = None) -> SelectionRound:
    """Close a round: each use case moves to where it was decided to go, and everybody is told why.

    `exception` says why more than half were selected, and is needed only where that says something.
    """
    held = _run(work, round_id, version)
    held.state = ROUND_FLOW.after("close", held.state)
    if not held.figures:
        raise Conflict(_("The cut is still being computed. Look at the round again."))
    decided, of = _locked(work, held), len(held.figures["rows"])
    selected = [each for each, _case, outcome in decided if outcome == Outcome.SELECTED]
    _require_room(work, held, selected)
    said = _exception(work, len(selected), of, exception)
    held.exception_id, held.closed_at = said.id if said else None, work.now
    work.record_all([fact for each, case, outcome in decided for fact in _settled(work, held, each, case, outcome)])
    reference = said.reference() if said else {}
    work.record(RoundClosed(subject_id=held.id, selected=len(selected), candidates=of, **reference))
    return held


def _fields(draft: RoundDraft) -> dict[str, Any]:
    if not draft.name.strip():
        raise Invalid("name", _("Give the round a name."))
    return {
        "name": draft.name.strip(),
        "capacities": dict(draft.capacities),
        "model": draft.model,
        "weights": need_weights(draft.weights),
    }


def _run(work: Work, round_id: int, version: int | None) -> SelectionRound:
    """Lock a round that the actor runs, so that of two decisions at once the second sees the first."""
    held = work.lock(SelectionRound, round_id)
    require(can_run(work.actor, held))
    work.expect_version(held, version)
    return held


def _require_before_cut(held: SelectionRound) -> None:
    if held.state not in {RoundState.OPEN, RoundState.SCORING}:
        raise Conflict(_("The scoring is over. Look at the round again."))


def _put_together(work: Work, held: SelectionRound, draft: RoundDraft) -> None:
    """Make candidates and scorers those of the draft."""
    eligible = {each.case.id: each for each in eligible_cases(work.session, held.id)}
    if not draft.case_ids <= eligible.keys():
        raise Conflict(_("A candidate is not free any more: it was decided, or stands in another round."))
    bars = bars_of(work.session, {case_id: eligible[case_id].owner_id for case_id in draft.case_ids})
    require(is_not_barred(first_bar(bar for (who, _case), bar in bars.items() if who == work.actor.id)))
    if not draft.scorer_ids <= {each.id for each in possible_scorers(work.session)}:
        raise Invalid("scorer_ids", _("Choose people with a role after the event."))
    work.session.execute(delete(RoundCandidate).where(RoundCandidate.round_id == held.id))
    work.session.execute(delete(RoundScorer).where(RoundScorer.round_id == held.id))
    owners = {case_id: eligible[case_id].owner_id for case_id in sorted(draft.case_ids)}
    with work.claiming(Conflict(_("A candidate was put into another round just now."))):
        work.session.add_all([RoundCandidate(round_id=held.id, case_id=key, owner_id=at) for key, at in owners.items()])
        work.session.add_all([RoundScorer(round_id=held.id, account_id=each) for each in sorted(draft.scorer_ids)])


def _require_scorers(board: Board) -> None:
    if not board.standing:
        raise Conflict(_("A round needs candidates: use cases that passed screening."))
    short, needed = board.short(), scorers_needed(len(board.standing))
    if short:
        raise Conflict(
            _("Use case %(number)s needs %(needed)s scorers who stand outside of it. Ask more people.")
            % {"number": short[0].case.number, "needed": needed}
        )


def _sound(sheet: Sheet, held: SelectionRound) -> Sheet:
    """Return a sheet that answers everything; raise `Invalid` where an answer is missing or cannot be."""
    need_estimate("value", *sheet.value, most=MOST_VALUE)
    for scale, level in ((CONFIDENCE, sheet.confidence), (ADOPTION, sheet.adoption)):
        need_level(scale, level)
    for scale in PARTS:
        need_level(scale, sheet.readiness.get(scale.key))
    if sheet.weeks.keys() != held.capacities.keys():
        raise Invalid("weeks", _("Give the weeks of each role of this round."))
    weeks = [need_estimate("weeks", *each, most=MOST_WEEKS) for each in sheet.weeks.values()]
    if not sum(each.expected for each in weeks):
        raise Invalid("weeks", _("Nothing takes no time at all. Give at least part of a week."))
    return sheet


def _figures_of(held: SelectionRound) -> dict[int, dict[str, Any]]:
    return {row["case_id"]: row for row in held.figures.get("rows", ())}


def _locked(work: Work, held: SelectionRound) -> list[tuple[RoundCandidate, UseCase, str]]:
    """Lock the use cases of a round, and tell what becomes of each; whatever moved elsewhere has left."""
    rows = _figures_of(held)

    def outcome(entry: Entry) -> str:
        stands = entry.case.state == CaseState.SCREENED and entry.case.id in rows
        return entry.candidate.decided or str(rows[entry.case.id]["proposal"]) if stands else Outcome.LEFT

    return [(each.candidate, each.case, outcome(each)) for each in entries_of(work.session, held.id, locked=True)]


def _require_room(work: Work, held: SelectionRound, selected: list[RoundCandidate]) -> None:
    rows = _figures_of(held)
    owners = {each.owner_id for each in selected if each.owner_id is not None}
    room = Room(held.capacities, places_of(work.session, owners))
    chosen = [Candidate(each.case_id, 0, 0, rows[each.case_id]["weeks"], each.owner_id) for each in selected]
    over = room.over(chosen)
    if any(isinstance(each, str) for each in over):
        raise Conflict(_("What is selected takes more weeks than there are. Let something else wait."))
    if over:
        raise Conflict(_("An owner would carry more use cases than one person may. Let one of theirs wait."))


def _exception(work: Work, selected: int, candidates: int, reason: str) -> Statement | None:
    if not is_too_many(selected, candidates):
        return None
    if not reason.strip():
        raise Invalid(
            "exception",
            _("%(selected)s of %(all)s is more than half, and a filter that lets most through is none. Say why.")
            % {"selected": selected, "all": candidates},
        )
    return work.state(reason.strip())


def _settled(
    work: Work, held: SelectionRound, candidate: RoundCandidate, case: UseCase, outcome: str
) -> list[OutcomeFact]:
    """Move a use case to where it was decided to go, and say so; what has left stays where it is."""
    candidate.outcome = outcome
    if outcome == Outcome.LEFT:
        return []
    row = _figures_of(held)[case.id]
    said = work.get(Statement, candidate.reason_id).reference() if candidate.reason_id else {}
    advance(work, case, MOVES[Outcome(outcome)])
    case.selected_at = work.now if outcome == Outcome.SELECTED else None
    return [
        OUTCOME_FACTS[outcome](
            **case.stream,
            round_id=held.id,
            place=row["place"],
            of=len(held.figures["rows"]),
            why=Why.CHAIR if said else row["why"],
            **said,
        )
    ]
