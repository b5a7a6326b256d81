"""Tables of plans of who judges what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal
from hackathon.judging.plans.states import PlanState
from hackathon.judging.stages.models import FIRST

_WHY = lazy("So that organizers look at who would judge what before it is so, and know afterwards how it came about.")
_KEEP = lazy("Ninety days after the plan was made.")


class AssignmentPlan(Base):
    """One plan for a stage of an event; `views` is how many judges each project gets, `minutes` what one takes.

    `judges` and `projects` are those it was made for; `unmet` says in codes and ids what could not be met.
    """

    __tablename__ = "assignment_plans"
    __table_args__ = (Index("ix_assignment_plans_event", "event_id", "id"),)
    __personal__ = Personal(
        what=lazy("That you had a plan made of who judges what, as an organizer."),
        why=_WHY,
        keep=_KEEP,
        whose=("asked_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    stage: Mapped[int] = mapped_column(default=FIRST)
    views: Mapped[int]
    minutes: Mapped[int]
    seed: Mapped[int]
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default=PlanState.ASKED)
    proposed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    judges: Mapped[list[int]] = mapped_column(JSON, default=list)
    projects: Mapped[list[int]] = mapped_column(JSON, default=list)
    unmet: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)


class PlannedBallot(Base):
    """That a judge would score a project, and where it would come in their queue; `is_begun` ballots stand already."""

    __tablename__ = "planned_ballots"
    __table_args__ = (Index("ix_planned_ballots_judge", "judge_id"),)
    __personal__ = Personal(
        what=lazy("What you would judge by a plan."), why=_WHY, keep=_KEEP, whose=("judge_id",), goes=True
    )

    plan_id: Mapped[int] = mapped_column(ForeignKey("assignment_plans.id"), primary_key=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True, index=True)
    position: Mapped[int]
    is_begun: Mapped[bool] = mapped_column(default=False)
