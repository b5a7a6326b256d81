"""Tables of what judges say of themselves for an event, and of what they said they should not judge."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class JudgeProfile(Base):
    """What a judge can and how much time they have at one event; without a row, nothing is said.

    `minutes` is how long they can judge in all; without it, the time between `free_from` and `free_until` counts.
    """

    __tablename__ = "judge_profiles"
    __table_args__ = (Index("ix_judge_profiles_account", "account_id"),)
    __personal__ = Personal(
        what=lazy("How much time you have to judge, what you know about, and which languages you read."),
        why=lazy("So that you are asked to judge as much as you can, and what you can."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    minutes: Mapped[int | None]
    free_from: Mapped[datetime | None]
    free_until: Mapped[datetime | None]
    expertise: Mapped[list[str]] = mapped_column(default=list)
    languages: Mapped[list[str]] = mapped_column(default=list)
    version: Mapped[int] = mapped_column(default=1)


class JudgeConflict(Base):
    """That somebody said they should not judge a team; why is asked of nobody."""

    __tablename__ = "judge_conflicts"
    __table_args__ = (Index("ix_judge_conflicts_event", "event_id", "account_id"),)
    __personal__ = Personal(
        what=lazy("Which teams you said you should not judge."),
        why=lazy("So that you are not asked to judge them."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    declared_at: Mapped[datetime]
