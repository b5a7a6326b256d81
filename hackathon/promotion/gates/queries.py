"""Reads about evidence."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.impact.models import Reading


@dataclass(frozen=True)
class Shown:
    """Evidence with its file or reading, who gave and who answered it."""

    evidence: Evidence
    giver: str
    answerer: str | None
    file_name: str | None
    reading: Reading | None


def newest_evidence(session: Session, case_id: int, gate: str) -> dict[str, Shown]:
    """Read the newest evidence of each requirement of a gate, by requirement."""
    giver, answerer = aliased(Account), aliased(Account)
    newest = (
        select(func.max(Evidence.id))
        .where(Evidence.case_id == case_id, Evidence.gate == gate)
        .group_by(Evidence.requirement)
    )
    rows = session.execute(
        select(Evidence, giver.display_name, answerer.display_name, StoredFile.name, Reading)
        .join(giver, giver.id == Evidence.given_by)
        .outerjoin(answerer, answerer.id == Evidence.answered_by)
        .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
        .outerjoin(Reading, Reading.id == Evidence.reading_id)
        .where(Evidence.id.in_(newest))
        .order_by(Evidence.id)
    )
    return {row[0].requirement: Shown(*row) for row in rows}


def newest_evidence_id(session: Session, case_id: int, gate: str, requirement: str) -> int | None:
    """Return which evidence counts for a requirement."""
    return session.scalar(
        select(func.max(Evidence.id)).where(
            Evidence.case_id == case_id, Evidence.gate == gate, Evidence.requirement == requirement
        )
    )


def accepted_requirements(session: Session, case_id: int, gate: str) -> dict[str, bool]:
    """Tell for each requirement that has evidence whether its newest was accepted."""
    rows = session.execute(
        select(Evidence.requirement, Evidence.is_accepted)
        .where(Evidence.case_id == case_id, Evidence.gate == gate)
        .order_by(Evidence.id),
        execution_options={"populate_existing": True},
    )
    return {requirement: bool(is_accepted) for requirement, is_accepted in rows}


def evidence_of(session: Session, case_id: int, evidence_id: int) -> Evidence:
    """Load one piece of evidence of a use case; raise `Missing` where it has none such."""
    found = session.scalars(
        select(Evidence).where(Evidence.id == evidence_id, Evidence.case_id == case_id)
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such evidence."))
    return found
