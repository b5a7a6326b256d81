"""Reads for handing a use case over: the trackers, and what was accepted as evidence."""

from collections.abc import Sequence

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.handover.models import Tracker
from hackathon.promotion.impact.models import Reading


def trackers(session: Session) -> Sequence[Tracker]:
    """List the trackers by name."""
    return session.scalars(select(Tracker).order_by(func.lower(Tracker.name), Tracker.id)).all()


def trackers_with_givers() -> Select[Tracker, str]:
    """Select the trackers with who added each, by name."""
    found = select(Tracker, Account.display_name).join(Account, Account.id == Tracker.added_by)
    return found.order_by(func.lower(Tracker.name), Tracker.id)


def accepted_evidence(session: Session, case_id: int) -> Sequence[Row[Evidence, str | None, Reading | None]]:
    """List what was accepted at the gates, in the order in which it was given, with its file's name or its reading."""
    return session.execute(
        select(Evidence, StoredFile.name, Reading)
        .outerjoin(StoredFile, StoredFile.id == Evidence.file_id)
        .outerjoin(Reading, Reading.id == Evidence.reading_id)
        .where(Evidence.case_id == case_id, Evidence.is_accepted.is_(True))
        .order_by(Evidence.id)
    ).all()
