"""Reads about the pilots of light use cases."""

from datetime import datetime

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.gates.facts import PilotBegun
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.pilots.facts import PilotEnding
from hackathon.promotion.pilots.rules import Running


def unmeasured_pilots(session: Session) -> list[Running]:
    """List pilots of light use cases of which nothing was measured since they began, the oldest first."""
    return [Running(*row) for row in session.execute(_unmeasured().order_by(UseCase.id))]


def unmeasured_pilot(session: Session, case_id: int) -> Running | None:
    """Return the pilot of a use case, unless there is none or something was measured."""
    found = session.execute(_unmeasured().where(UseCase.id == case_id)).one_or_none()
    return Running(*found) if found else None


def _unmeasured() -> Select[int, datetime, datetime | None]:
    """Select by use case when its pilot began and when its owner was warned of the end.

    The beginning is the first one on record: suspending and resuming wins no time.
    """
    began_at = func.coalesce(_first(PilotBegun.kind), UseCase.state_since, type_=UseCase.state_since.type)
    is_measured = exists().where(Reading.case_id == UseCase.id, Reading.given_at >= began_at).correlate(UseCase)
    return select(UseCase.id, began_at, _first(PilotEnding.kind)).where(
        UseCase.state == CaseState.PILOT, UseCase.path == CasePath.LIGHT, ~is_measured
    )


def _first(kind: str) -> ScalarSelect[datetime]:
    first = select(func.min(FactRow.at, type_=FactRow.at.type)).where(
        FactRow.stream_kind == "case", FactRow.stream_id == UseCase.id, FactRow.kind == kind
    )
    return first.correlate(UseCase).scalar_subquery()
