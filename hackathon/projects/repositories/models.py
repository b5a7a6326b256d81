"""Tables of repositories and the commits seen in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class RepositoryKind(StrEnum):
    """Where a project's commits come from."""

    MIRRORED = "mirrored"
    """Somebody else's repository, by URL."""
    OURS = "ours"
    """A repository the platform keeps and commits uploads to."""


class Repository(Base):
    """A project's git repository and what the last sync read from it. `problem` is the sentence people see."""

    __tablename__ = "repositories"
    __personal__ = Personal(
        what=lazy("That you linked a repository."),
        why=lazy("So that your team knows who did."),
        keep=WITH_EVENT,
        whose=("linked_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    url: Mapped[str] = mapped_column(String(500), default="")
    default_branch: Mapped[str] = mapped_column(String(200), default="")
    head_sha: Mapped[str | None] = mapped_column(String(64))
    readme: Mapped[str] = mapped_column(Text, default="")
    synced_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(Text, default="")
    problem_at: Mapped[datetime | None]
    linked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    linked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Commit(Base):
    """A commit as its author claims it, and when we first saw it."""

    __tablename__ = "commits"
    __table_args__ = (
        UniqueConstraint("repository_id", "sha"),
        Index("ix_commits_repository", "repository_id", "committed_at"),
    )
    __personal__ = Personal(
        what=lazy("The name and address that stand in your commits, as git has them."),
        why=lazy("So that the work on a project can be seen."),
        keep=lazy("As long as the event is kept; the repository itself keeps them wherever it is."),
        address="author_email",
        empties={"author_name": "", "author_email": ""},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    repository_id: Mapped[int] = mapped_column(ForeignKey("repositories.id"))
    sha: Mapped[str] = mapped_column(String(64))
    author_name: Mapped[str] = mapped_column(String(200))
    author_email: Mapped[str] = mapped_column(String(254))
    authored_at: Mapped[datetime]
    committed_at: Mapped[datetime]
    subject: Mapped[str] = mapped_column(String(300))
    seen_at: Mapped[datetime]
