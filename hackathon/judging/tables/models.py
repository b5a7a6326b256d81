"""Tables of where projects show themselves, and which judge is there just now."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class ExpoTable(Base):
    """The table at which a project shows itself."""

    __tablename__ = "expo_tables"
    __table_args__ = (UniqueConstraint("event_id", "label"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    label: Mapped[str] = mapped_column(String(12))


class TableVisit(Base):
    """That a judge is at a project's table, until a moment or until they go to the next one."""

    __tablename__ = "table_visits"
    __table_args__ = (UniqueConstraint("project_id"), Index("ix_table_visits_judge", "judge_id"))
    __personal__ = Personal(
        what=lazy("At which table you were sent last as a judge."),
        why=lazy("So that no two judges are sent to one table at once."),
        keep=WITH_EVENT,
        whose=("judge_id",),
        goes=True,
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    until: Mapped[datetime]
