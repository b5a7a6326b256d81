"""Table of requests to join a team."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.teams.requests.states import RequestState

_PENDING = text("state = 'PENDING'")


class JoinRequest(Base):
    """That somebody asks a team to take them in; one that waits per person and team."""

    __tablename__ = "join_requests"
    __table_args__ = (
        Index(
            "uq_join_requests_pending",
            "team_id",
            "account_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index("ix_join_requests_account", "account_id", "event_id"),
        Index("ix_join_requests_open", "event_id", sqlite_where=_PENDING, postgresql_where=_PENDING),
    )
    __personal__ = Personal(
        what=lazy("Which teams you asked to take you in, and what you wrote to them."),
        why=lazy("So that their captains can answer you."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    message: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=RequestState.PENDING)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
