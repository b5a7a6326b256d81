"""Table of what somebody said is not the same."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class ToldApart(Base):
    """That a project is not the same as a use case or a reference case, which is not shown beside it any more."""

    __tablename__ = "told_apart"
    __table_args__ = (UniqueConstraint("project_id", "kind", "subject_id"),)
    __personal__ = Personal(
        what=lazy("Which similar cases you said are not the same as a project."),
        why=lazy("So that nobody has to look at them twice."),
        keep=WITH_CASE,
        whose=("told_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    told_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    told_at: Mapped[datetime]
