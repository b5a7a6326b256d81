"""Table of evidence."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal

_UNANSWERED = text("answered_at IS NULL")


class Evidence(Base):
    """What somebody gave for one requirement of a gate, and whether somebody else accepted it."""

    __tablename__ = "evidence"
    __table_args__ = (
        Index("ix_evidence_case", "case_id", "gate"),
        Index("ix_evidence_unanswered", "case_id", sqlite_where=_UNANSWERED, postgresql_where=_UNANSWERED),
    )
    __personal__ = Personal(
        what=lazy("Evidence that you gave for a use case, or accepted."),
        why=lazy("So that nobody accepts their own evidence."),
        keep=WITH_CASE,
        whose=("given_by", "answered_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    gate: Mapped[str] = mapped_column(String(20))
    requirement: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("readings.id"))
    link: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(String(500), default="")
