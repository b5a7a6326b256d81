"""Computing standings: asked for by organizers, casts and decisions, written by the platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from hackathon.core.decisions import require
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.standings.models import JudgeSeverity, StandingsKept
from hackathon.judging.standings.policy import COMPUTING, can_keep_standings, can_see_standings


@dataclass(frozen=True)
class Computed:
    """What came out of the tally that `basis` names; `severities` are apart, since they are about people."""

    basis: str
    judges: int
    ballots: int
    components: int
    variance_ratio: float | None
    winner_stability: float | None
    rows: Sequence[Mapping[str, Any]]
    cause: Mapping[str, Any] | None = None
    severities: Sequence[Mapping[str, Any]] = ()


def ask_for_standings(work: Work, event_id: int) -> None:
    """Have an event's standings computed anew."""
    event = work.get(Event, event_id)
    require(can_see_standings(work.actor, event))
    work.request_job(COMPUTING, event.id)


def keep_standings(work: Work, event_id: int, computed: Computed) -> None:
    """Replace an event's standings, and how severe its judges are, by what was computed."""
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
        cause=dict(computed.cause) if computed.cause else None,
        rows=[dict(row) for row in computed.rows],
    )
    work.session.merge(kept)
    work.session.execute(delete(JudgeSeverity).where(JudgeSeverity.event_id == event_id))
    work.session.add_all(JudgeSeverity(event_id=event_id, **each) for each in computed.severities)


def forget_severities(work: Work, before: datetime) -> None:
    """Delete how severe judges are of events whose results came out before a moment."""
    over = select(Event.id).where(Event.released_at < before)
    work.session.execute(delete(JudgeSeverity).where(JudgeSeverity.event_id.in_(over)))
