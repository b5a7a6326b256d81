"""Background work of selection: the cut of a round, where the solver may take its time to load."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.scales.rules import Figures, combine
from hackathon.promotion.selection.commands import keep_cut
from hackathon.promotion.selection.gateway import best_set
from hackathon.promotion.selection.models import SelectionRound
from hackathon.promotion.selection.policy import CUTTING
from hackathon.promotion.selection.queries import board_of, places_of, sheets_of
from hackathon.promotion.selection.rules import (
    PROPOSALS,
    Candidate,
    DecisionModel,
    Room,
    candidates_of,
    plain_list,
    why,
)
from hackathon.promotion.selection.states import RoundState


class Basis(NamedTuple):
    """What a cut is computed from: candidates in their order, what is said of each, and the room."""

    candidates: list[Candidate]
    figures: Mapping[int, Figures]
    room: Room


def cut(context: JobContext, round_id: int) -> None:
    """Compute the best set for a round that waits for it, and write it down."""
    basis = _basis(context, round_id)
    context.session.rollback()  # nothing stays open in the database while the solver works
    if basis is None:
        return
    figures = _computed(basis)
    with unit_of_work(context.session, system(CUTTING), context.clock()) as work:
        keep_cut(work, round_id, figures)


def _basis(context: JobContext, round_id: int) -> Basis | None:
    session = context.session
    held = session.get(SelectionRound, round_id)
    if held is None or held.state != RoundState.CUT or held.figures:
        return None
    board = board_of(session, held)
    figures = {case_id: combine(sheets) for case_id, sheets in sheets_of(session, board).items()}
    owners = {each.case.id: each.candidate.owner_id for each in board.standing}
    weights = held.weights if held.model == DecisionModel.WEIGHTED else None
    places = places_of(session, {owner for owner in owners.values() if owner is not None})
    return Basis(candidates_of(figures, weights=weights, owners=owners), figures, Room(held.capacities, places))


def _computed(basis: Basis) -> dict[str, Any]:
    candidates, figures, room = basis
    best, plain = best_set(candidates, room), plain_list(candidates, room)
    return {
        "rows": [
            _row(place, each, figures[each.key]) | _proposal(each, figures[each.key], room, best.chosen)
            for place, each in enumerate(candidates, start=1)
        ],
        "plain": sorted(plain),
        "worth": best.worth,
        "plain_worth": sum(each.worth for each in candidates if each.key in plain),
        "gap": best.gap,
    }


def _row(place: int, candidate: Candidate, figures: Figures) -> dict[str, Any]:
    return {
        "case_id": candidate.key,
        "place": place,
        "priority": candidate.priority,
        "worth": candidate.worth,
        "value": list(figures.value),
        "spread": list(figures.spread),
        "confidence": figures.confidence,
        "adoption": figures.adoption,
        "readiness": figures.readiness,
        "weakest": figures.weakest,
        "weeks": dict(figures.weeks),
        "scorers": figures.scorers,
    }


def _proposal(candidate: Candidate, figures: Figures, room: Room, chosen: frozenset[int]) -> dict[str, str]:
    reason = why(candidate, figures, room, chosen)
    return {"why": reason, "proposal": PROPOSALS[reason]}
