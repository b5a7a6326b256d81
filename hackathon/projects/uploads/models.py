"""Table of uploaded files that wait to become a commit."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Upload(Base):
    """A file a team gave for its repository; `commit_sha` is set once the platform has committed it."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_project", "project_id", "id"),)
    __personal__ = Personal(
        what=lazy("Which files you uploaded to the repository of your team."),
        why=lazy("So that your team knows where they came from."),
        keep=WITH_EVENT,
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    path: Mapped[str] = mapped_column(String(255))
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]
    commit_sha: Mapped[str | None] = mapped_column(String(64))
    problem: Mapped[str] = mapped_column(String(300), default="")
