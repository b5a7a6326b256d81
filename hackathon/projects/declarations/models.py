"""Table of what projects use."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Use(Base):
    """That a project takes a data set into a tool, and the answer its team read when it said so."""

    __tablename__ = "project_uses"
    __table_args__ = (UniqueConstraint("project_id", "dataset_id", "tool_id"),)
    __personal__ = Personal(
        what=lazy("That you declared which data your project takes into which tool."),
        why=lazy("So that judges and organizers see what was allowed when."),
        keep=WITH_EVENT,
        whose=("declared_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    dataset_id: Mapped[int] = mapped_column(ForeignKey("datasets.id"))
    tool_id: Mapped[int] = mapped_column(ForeignKey("tools.id"))
    verdict: Mapped[str] = mapped_column(String(20))
    matrix_version: Mapped[int]
    declared_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    declared_at: Mapped[datetime]
