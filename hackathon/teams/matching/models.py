"""Tables of matchings: what was asked, the planned teams, who would be in them, and what organizers changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal
from hackathon.teams.matching.states import RunState
from hackathon.teams.situation.rules import Scope

_WHY = lazy("So that organizers look at a plan of teams before it happens, and know afterwards how it was made.")
_KEEP = lazy("Ninety days after the plan was made.")


class MatchingRun(Base):
    """One plan of teams for an event: asked for, solved in the background, changed by hand, applied or dropped.

    What is written down in codes and ids is put into words when it is shown. `points` are what the plan is worth
    (`objective`), was worth as proposed, and what none can be worth more than (`bound`): more than a column may hold.
    """

    __tablename__ = "matching_runs"
    __table_args__ = (Index("ix_matching_runs_event", "event_id", "id"),)
    __personal__ = Personal(
        what=lazy("That you had teams proposed, as an organizer."), why=_WHY, keep=_KEEP, whose=("asked_by",)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    scope: Mapped[str] = mapped_column(String(20), default=Scope.ALONE)
    seed: Mapped[int] = mapped_column(default=1)
    time_limit: Mapped[int] = mapped_column(default=30)
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default=RunState.ASKED)
    proposed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(Text, default="")
    min_size: Mapped[int] = mapped_column(default=1)
    max_size: Mapped[int] = mapped_column(default=1)
    questions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    unmet: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    points: Mapped[dict[str, Any]] = mapped_column(default=dict)
    stopped_by: Mapped[str] = mapped_column(String(10), default="")
    seconds: Mapped[float | None]
    version: Mapped[int] = mapped_column(default=1)


class MatchingTeam(Base):
    """A team of a plan: one that stands and is kept, or a new one, which gets its `team_id` when the plan is applied.

    `reasons` says by account why they are there. It stands here, since it may tell of a wish of somebody else's, which
    a copy of one's own data must not.
    """

    __tablename__ = "matching_teams"
    __table_args__ = (Index("ix_matching_teams_run", "run_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("matching_runs.id"))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    is_new: Mapped[bool]
    is_open: Mapped[bool] = mapped_column(default=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"))
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)


class MatchingPlace(Base):
    """Where a plan puts somebody: into a team, or nowhere; and where they stood when it was made."""

    __tablename__ = "matching_places"
    __table_args__ = (Index("ix_matching_places_account", "account_id"),)
    __personal__ = Personal(
        what=lazy("Into which team a plan would put you."),
        why=_WHY,
        keep=_KEEP,
        whose=("account_id",),
        goes=True,
    )

    run_id: Mapped[int] = mapped_column(ForeignKey("matching_runs.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    planned_id: Mapped[int | None] = mapped_column(ForeignKey("matching_teams.id"), index=True)
    was_in_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    craft: Mapped[str] = mapped_column(String(20))


class MatchingEdit(Base):
    """That an organizer moved somebody within a plan, and what that changed; undoing it deletes the row.

    The row is the editor's own: what it says changed may tell of wishes that the person who was moved must not learn.
    """

    __tablename__ = "matching_edits"
    __table_args__ = (Index("ix_matching_edits_run", "run_id", "id"),)
    __personal__ = Personal(
        what=lazy("How you changed a plan of teams, as an organizer."),
        why=_WHY,
        keep=_KEEP,
        whose=("edited_by",),
        lets_go=("account_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("matching_runs.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    from_id: Mapped[int | None] = mapped_column(ForeignKey("matching_teams.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("matching_teams.id"))
    edited_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    edited_at: Mapped[datetime]
    consequences: Mapped[dict[str, Any]] = mapped_column(default=dict)
