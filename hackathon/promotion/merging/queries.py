"""Reads about use cases that are merged."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.selection.models import RoundCandidate


def case_numbered(session: Session, number: int | None) -> UseCase | None:
    """Return the use case of a number."""
    return session.scalars(select(UseCase).where(UseCase.number == number)).one_or_none()


def is_in_round(session: Session, case_id: int) -> bool:
    """Tell whether a selection round has still to decide about a use case."""
    waits = select(RoundCandidate.id).where(RoundCandidate.case_id == case_id, RoundCandidate.outcome.is_(None))
    return session.scalar(waits.limit(1)) is not None
