"""Table of granted time."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class TeamTime(Base):
    """Days of a week that a team member may spend on a use case, from one day to another."""

    __tablename__ = "team_time"
    __table_args__ = (
        CheckConstraint("half_days BETWEEN 1 AND 10", name="half_days_of_a_week"),
        CheckConstraint("starts_on <= ends_on", name="starts_before_it_ends"),
    )
    __personal__ = Personal(
        what=lazy("Time that was granted to you for a use case, and time that you granted to others."),
        why=lazy("So that it is known who comes along."),
        keep=WITH_CASE,
        whose=("member_id", "granted_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), index=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    half_days: Mapped[int]
    """Of each week."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    granted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    granted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
