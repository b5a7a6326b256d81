"""Table of who would take over what."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Interest(Base):
    """That a product owner would take over what answers a question, or one project."""

    __tablename__ = "interests"
    __table_args__ = (
        UniqueConstraint("account_id", "challenge_id"),
        UniqueConstraint("account_id", "project_id"),
        CheckConstraint("(challenge_id IS NULL) <> (project_id IS NULL)", name="one_thing"),
    )
    __personal__ = Personal(
        what=lazy("Questions and projects of which you said that you would take them over."),
        why=lazy("So that teams build towards somebody."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    said_at: Mapped[datetime]
