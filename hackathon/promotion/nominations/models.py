"""Table of screenings."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class Screening(Base):
    """What was decided about a nomination: on the light path by three answers, on the others by must-pass questions."""

    __tablename__ = "screenings"
    __personal__ = Personal(
        what=lazy("How you decided about a nomination."),
        why=lazy("So that the decision can be understood."),
        keep=WITH_CASE,
        whose=("screened_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), index=True)
    has_owner: Mapped[bool | None]
    """This and the two below are the answers of the light path; empty on the others."""
    has_usable_data: Mapped[bool | None]
    has_measured_outcome: Mapped[bool | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Who would own it when it passed."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why not; empty where it passed, as the three below."""
    reason_code: Mapped[str] = mapped_column(String(20), default="", server_default=text("''"))
    would_change: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    come_back_on: Mapped[date | None]
    screened_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Nobody where a rule declined it."""
    screened_at: Mapped[datetime]
