"""Table of files that a team uploaded or removed, until they are commits."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Upload(Base):
    """A file a team gave for its repository, or took out of it; `commit_sha` is set once that is committed."""

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
    is_removal: Mapped[bool] = mapped_column(default=False, server_default=false())
