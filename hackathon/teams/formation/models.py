"""Tables of teams and their members."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.teams.formation.states import TeamEntry, TeamState

_LIVING = text("state <> 'DISSOLVED'")


class Team(Base):
    """A group of people around a challenge. Its size is guarded by locking this row; a dissolved one frees its name."""

    __tablename__ = "teams"
    __table_args__ = (
        Index(
            "uq_teams_event_id_name", "event_id", "name", unique=True, sqlite_where=_LIVING, postgresql_where=_LIVING
        ),
        Index("ix_teams_challenge", "challenge_id"),
    )
    __personal__ = Personal(
        what=lazy("Which teams you lead."),
        why=lazy("So that somebody hands in for the team."),
        keep=WITH_EVENT,
        whose=("captain_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"))
    name: Mapped[str] = mapped_column(String(80))
    pitch: Mapped[str] = mapped_column(Text, default="")
    wanted_crafts: Mapped[list[str]] = mapped_column(default=list)
    wanted_skills: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    entry: Mapped[str] = mapped_column(String(20), default=TeamEntry.OPEN, server_default=TeamEntry.OPEN)
    captain_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(20), default=TeamState.FORMING)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class TeamMember(Base):
    """That somebody is in a team; the unique pair lets nobody be in two teams of one event."""

    __tablename__ = "team_members"
    __table_args__ = (
        UniqueConstraint("event_id", "account_id"),
        Index("ix_team_members_account", "account_id"),
    )
    __personal__ = Personal(
        what=lazy("In which teams you are, and since when."),
        why=lazy("So that the work has its authors."),
        keep=WITH_EVENT,
        whose=("account_id",),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    joined_at: Mapped[datetime]
