"""Table of votes for a favourite."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Vote(Base):
    """The one vote that somebody has at an event; nobody else ever reads whose it is."""

    __tablename__ = "votes"
    __personal__ = Personal(
        what=lazy("For which project you voted as your favourite."),
        why=lazy("So that everybody has one vote and can change it until judging closes."),
        keep=WITH_EVENT,
        whose=("account_id",),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    voted_at: Mapped[datetime]
