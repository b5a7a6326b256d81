"""Table of readings."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class Reading(Base):
    """A measured value of a use case's metric, in the metric's unit; never changed, corrected by a later one."""

    __tablename__ = "readings"
    __table_args__ = (Index("ix_readings_case", "case_id", "measured_on"),)
    __personal__ = Personal(
        what=lazy("Values that you measured for a use case."),
        why=lazy("So that a result can be traced to who measured it."),
        keep=WITH_CASE,
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    measured_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(300))
    link: Mapped[str] = mapped_column(String(500), default="")
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]


class MeasuringReminder(Base):
    """That people were reminded to measure, so many days after a use case went live."""

    __tablename__ = "measuring_reminders"

    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
