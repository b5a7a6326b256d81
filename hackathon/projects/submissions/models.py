"""Tables of submissions and their attachments."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Frozen(StrEnum):
    """How far the keeping of a submission's commit is."""

    NOTHING = "nothing"
    """There was no commit to keep."""
    WAITING = "waiting"
    BUNDLE = "bundle"
    TREE = "tree"
    GONE = "gone"
    """The commit could not be fetched any more; the receipt and the judge's page say so."""


class Submission(Base):
    """An immutable snapshot of a project; only what is learned about keeping its commit is added later."""

    __tablename__ = "submissions"
    __table_args__ = (UniqueConstraint("project_id", "number"), Index("ix_submissions_event", "event_id"))
    __personal__ = Personal(
        what=lazy("That you handed in for your team, and when."),
        why=lazy("So that it can be proven that it was in time."),
        keep=WITH_EVENT,
        whose=("submitted_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(500))
    description: Mapped[str] = mapped_column(Text)
    demo_url: Mapped[str] = mapped_column(String(500))
    video_url: Mapped[str] = mapped_column(String(500))
    repository_url: Mapped[str] = mapped_column(String(500))
    commit_sha: Mapped[str | None] = mapped_column(String(64))
    commit_seen_at: Mapped[datetime | None]
    submitted_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    received_at: Mapped[datetime]
    frozen: Mapped[str] = mapped_column(String(20), default=Frozen.NOTHING)
    frozen_file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    frozen_at: Mapped[datetime | None]
    frozen_problem: Mapped[str] = mapped_column(String(500), default="")


class Attachment(Base):
    """A file that goes with a project; with the next submission it is copied to the snapshot as `SubmittedFile`."""

    __tablename__ = "attachments"
    __table_args__ = (Index("ix_attachments_project", "project_id"),)
    __personal__ = Personal(
        what=lazy("That you added a file to a project."),
        why=lazy("So that your team knows where it came from."),
        keep=WITH_EVENT,
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]


class SubmittedFile(Base):
    """A file as it was handed in."""

    __tablename__ = "submitted_files"

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), primary_key=True)
