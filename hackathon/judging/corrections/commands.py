"""Deciding how a ranking is computed and announced, taking that back, and asking for the ballots that are missing."""

from collections.abc import Mapping, Sequence

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.assignment.commands import assign_pairs
from hackathon.judging.ranking.queries import Present, present_ranking
from hackathon.judging.tallies.facts import DecisionTaken, DecisionUndone
from hackathon.judging.tallies.models import DecisionKind, RankingDecision
from hackathon.judging.tallies.policy import can_decide
from hackathon.judging.tallies.queries import competes, criteria_at, judges_by_name, proposed_bridges
from hackathon.judging.tallies.rules import ALL, Announced, Method

TOLD = 3
"""How many of the first places a decision remembers."""


def exclude_judge(work: Work, event_id: int, judge_id: int, *, reason: str) -> RankingDecision:
    """Let a judge's ballots count for nothing; the ballots stay as they are."""
    event, present = _opened(work, event_id)
    if judge_id not in dict(judges_by_name(work.session, event.id)):
        raise Invalid("judge_id", _("Choose a judge who cast a ballot."))
    if judge_id in present.counted.tally.excluded:
        raise Conflict(_("This judge's ballots do not count already."))
    if not present.counted.tally.judges - {judge_id}:
        raise Conflict(_("Without this judge no ballot would be left."))
    decision = RankingDecision(event_id=event.id, kind=DecisionKind.EXCLUDE, judge_id=judge_id)
    return _keep(work, present, decision, reason)


def weigh_criteria(work: Work, event_id: int, weights: Mapping[int, int], *, reason: str) -> RankingDecision:
    """Let criteria count more or less than the rubric says; weights count relative to their sum."""
    event, present = _opened(work, event_id)
    known = {criterion.id for criterion in criteria_at(present.counted.rubrics)}
    if weights.keys() != known or not any(weights.values()) or not all(0 <= each <= ALL for each in weights.values()):
        raise Invalid("", _("Give each criterion a weight from 0 to 100, and at least one more than 0."))
    details = {"weights": {str(criterion_id): weight for criterion_id, weight in weights.items()}}
    return _keep(work, present, RankingDecision(event_id=event.id, kind=DecisionKind.WEIGH, details=details), reason)


def choose_score(work: Work, event_id: int, method: Method, *, reason: str) -> RankingDecision:
    """Decide what a project's score is, in place of the rule."""
    event, present = _opened(work, event_id)
    decision = RankingDecision(event_id=event.id, kind=DecisionKind.METHOD, details={"method": method})
    return _keep(work, present, decision, reason)


def announce_as(
    work: Work, event_id: int, announced: Announced, order: Sequence[int] = (), *, reason: str
) -> RankingDecision:
    """Decide how places are told that no common judge connects; everybody reads the reason."""
    event, present = _opened(work, event_id)
    if not present.is_apart:
        raise Conflict(_("Common judges connect all projects: the ranking is announced as it is."))
    if announced == Announced.TOGETHER:
        raise Invalid("announced", _("Choose how the places are announced."))
    if announced == Announced.ORDER:
        _check_order(order, present)
    details = {"announced": announced, "order": list(order) if announced == Announced.ORDER else []}
    return _keep(work, present, RankingDecision(event_id=event.id, kind=DecisionKind.ANNOUNCE, details=details), reason)


def undo_decision(work: Work, event_id: int, decision_id: int) -> RankingDecision:
    """Take a decision back: the ranking is again what it was without it."""
    event, _present = _opened(work, event_id)
    decision = work.lock(RankingDecision, decision_id)
    if decision.event_id != event.id:
        raise Missing(_("This does not exist, or not any more."))
    if decision.undone_at is not None:
        raise Conflict(_("This was taken back already."))
    decision.undone_at, decision.undone_by = work.now, work.actor.id
    work.record(DecisionUndone(subject_id=event.id, decision=decision.id, about=decision.kind))
    return decision


def ask_for_bridges(work: Work, event_id: int) -> int:
    """Ask judges for exactly the ballots that would connect all projects; returns how many that are."""
    event, present = _opened(work, event_id)
    pairs = proposed_bridges(work.session, event.id, present.counted)
    if not pairs:
        raise Conflict(_("No judge who scored may score a project of another group."))
    return assign_pairs(work, event.id, pairs)


def _opened(work: Work, event_id: int) -> tuple[Event, Present]:
    event = work.lock(Event, event_id)
    require(can_decide(work.actor, event, competes=competes(work.session, work.actor, event.id)))
    return event, present_ranking(work.session, event.id)


def _keep(work: Work, present: Present, decision: RankingDecision, reason: str) -> RankingDecision:
    """Write a decision down with its reason and the first places as they were."""
    if not reason.strip():
        raise Invalid("reason", _("Say why; it is kept with the decision."))
    said = work.state(reason)
    decision.statement_id, decision.taken_by, decision.taken_at = said.id, work.actor.id or 0, work.now
    decision.before = {"first": [row.project_id for row in present.rows[:TOLD]]}
    work.add(decision)
    work.record(
        DecisionTaken(subject_id=decision.event_id, decision=decision.id, about=decision.kind, **said.reference())
    )
    return decision


def _check_order(order: Sequence[int], present: Present) -> None:
    ranked = {row.project_id for row in present.rows}
    if not order or len(set(order)) != len(order) or not ranked.issuperset(order):
        raise Invalid("first", _("Choose the first projects, each once, from those with ballots."))
