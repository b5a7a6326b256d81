"""Table of screenings."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class Screening(Base):
    """A steward's answers to the three questions of the light path; no on any of them declines."""

    __tablename__ = "screenings"
    __personal__ = Personal(
        what=lazy("How you answered the questions of a screening."),
        why=lazy("So that the decision can be understood."),
        keep=WITH_CASE,
        whose=("screened_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), index=True)
    has_owner: Mapped[bool]
    has_usable_data: Mapped[bool]
    has_measured_outcome: Mapped[bool]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why not, and what would change it; empty when all three are yes."""
    screened_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    screened_at: Mapped[datetime]
