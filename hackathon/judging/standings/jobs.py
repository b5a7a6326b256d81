"""Computes standings in the background, where numbers may take their time to load."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.judging.rubric.queries import rubric_of
from hackathon.judging.standings.commands import Computed, keep_standings
from hackathon.judging.standings.policy import COMPUTING
from hackathon.judging.standings.queries import basis_of, scores_given
from hackathon.judging.standings.rules import Ballot, Standing, standings


def compute(context: JobContext, event_id: int) -> None:
    """Rank by the ballots of now, and keep what came out."""
    given = scores_given(context.session, event_id, rubric_of(context.session, event_id))
    context.session.rollback()
    found = standings(Ballot(_key(each.judge_id), _key(each.project_id), each.score) for each in given)
    computed = Computed(
        basis=basis_of(given),
        judges=found.judges,
        ballots=found.ballots,
        components=found.components,
        variance_ratio=found.variance_ratio,
        winner_stability=found.winner_stability,
        rows=[_row(each) for each in found.rows],
    )
    with unit_of_work(context.session, system(COMPUTING), context.clock()) as work:
        keep_standings(work, event_id, computed)


def _key(row_id: int) -> str:
    """Write ids so that their order as text is that of the numbers, by which equals are listed."""
    return f"{row_id:012}"


def _row(standing: Standing) -> dict[str, object]:
    return {
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
    }
