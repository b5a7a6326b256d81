"""Computing standings: asked for by organizers and casts, written by the platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hackathon.core.decisions import require
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.standings.models import StandingsKept
from hackathon.judging.standings.policy import COMPUTING, can_keep_standings, can_see_standings


@dataclass(frozen=True)
class Computed:
    """What came out of the scores that `basis` names."""

    basis: str
    judges: int
    ballots: int
    components: int
    variance_ratio: float | None
    winner_stability: float | None
    rows: Sequence[Mapping[str, Any]]


def ask_for_standings(work: Work, event_id: int) -> None:
    """Have an event's standings computed anew."""
    event = work.get(Event, event_id)
    require(can_see_standings(work.actor, event))
    work.request_job(COMPUTING, event.id)


def keep_standings(work: Work, event_id: int, computed: Computed) -> None:
    """Replace an event's standings by those that were computed."""
    require(can_keep_standings(work.actor))
    kept = StandingsKept(
        event_id=event_id,
        computed_at=work.now,
        basis=computed.basis,
        judges=computed.judges,
        ballots=computed.ballots,
        components=computed.components,
        variance_ratio=computed.variance_ratio,
        winner_stability=computed.winner_stability,
        rows=[dict(row) for row in computed.rows],
    )
    work.session.merge(kept)
