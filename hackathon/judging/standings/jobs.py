"""Computes standings in the background, where numbers may take their time to load."""

from collections.abc import Iterator
from typing import Any

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.judging.standings.commands import Computed, keep_standings
from hackathon.judging.standings.policy import COMPUTING
from hackathon.judging.standings.rules import Ballot, Standing, Standings, standings
from hackathon.judging.tallies.queries import counted_at
from hackathon.judging.tallies.rules import ALL, Tally


def compute(context: JobContext, event_id: int) -> None:
    """Rank by the tally of now, and keep what came out."""
    tally = counted_at(context.session, event_id).tally
    context.session.rollback()
    computed = computed_from(tally)
    with unit_of_work(context.session, system(COMPUTING), context.clock()) as work:
        keep_standings(work, event_id, computed)


def computed_from(tally: Tally) -> Computed:
    """Compute what a tally says, and nothing but that: the same tally gives the same."""
    found = _standings(tally)
    return Computed(
        basis=tally.digest,
        judges=found.judges,
        ballots=found.ballots,
        components=found.components,
        variance_ratio=found.variance_ratio,
        winner_stability=found.winner_stability,
        rows=[*_rows(tally, found), *_earlier_rows(tally)],
        cause=_cause(found),
        severities=list(_severities(found)),
    )


def _standings(tally: Tally) -> Standings:
    before = _ballots(tally.before) if tally.before else []
    return standings(_ballots(tally), before, carried=tally.carry_over / ALL)


def _ballots(tally: Tally) -> list[Ballot]:
    return [Ballot(_key(each.judge_id), _key(each.project_id), float(each.score)) for each in tally.scored]


def _earlier_rows(tally: Tally) -> Iterator[dict[str, Any]]:
    """Give the rows of the stages before, by which those stand that did not go on."""
    if tally.before:
        yield from _rows(tally.before, _standings(tally.before))
        yield from _earlier_rows(tally.before)


def _rows(tally: Tally, found: Standings) -> Iterator[dict[str, Any]]:
    return (_row(each, tally.stage) for each in found.rows)


def _key(row_id: int) -> str:
    """Write ids so that their order as text is that of the numbers, by which equals are listed."""
    return f"{row_id:012}"


def _row(standing: Standing, stage: int) -> dict[str, Any]:
    return {
        "stage": stage,
        "project_id": int(standing.project),
        "place": standing.place,
        "score": standing.score,
        "standard_error": standing.standard_error,
        "raw_mean": standing.raw_mean,
        "raw_place": standing.raw_place,
        "ballots": standing.ballots,
        "tied_with_next": standing.tied_with_next,
        "may_be_first": standing.may_be_first,
        "component": standing.component,
        "alike": [int(other) for other in standing.alike],
    }


def _cause(found: Standings) -> dict[str, Any] | None:
    cause = found.cause
    return {"project_id": int(cause.project), "is_strict": cause.severity < 0} if cause else None


def _severities(found: Standings) -> Iterator[dict[str, Any]]:
    cause = found.cause.judge if found.cause else None
    for each in found.severities:
        yield {
            "judge_id": int(each.judge),
            "severity": each.severity,
            "spread": each.spread,
            "ballots": each.ballots,
            "is_cause": each.judge == cause,
        }
