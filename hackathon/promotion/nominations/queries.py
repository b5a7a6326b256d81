"""Reads about nominations: what a project's standing is, what the screening asks, what waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Exists, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.facts import FactRow
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.states import EventState
from hackathon.guidance.tools.models import Tool
from hackathon.judging.awards.models import Award
from hackathon.judging.ranking.models import Result
from hackathon.people.accounts.models import Account
from hackathon.projects.declarations.models import Use
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.facts import DecisionOverdue
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.nominations.rules import decision_due
from hackathon.teams.formation.models import Team


@dataclass(frozen=True)
class Standing:
    """A project on its way into promotion: the use case is None until somebody nominates it."""

    project: Project
    event: Event
    team: Team
    challenge: Challenge | None
    case: UseCase | None


def standing_of(session: Session, project_id: int) -> Standing:
    """Read a project with what nominating it needs, in one query."""
    found = session.execute(*_standing(project_id)).one_or_none()
    if found is None:
        raise Missing(_("There is no such project."))
    return Standing(*found)


@prepared
def _standing(project_id: int) -> Select[Project, Event, Team, Challenge, UseCase]:
    return (
        select(Project, Event, Team, Challenge, UseCase)
        .join(Event, Event.id == Project.event_id)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .outerjoin(UseCase, UseCase.project_id == Project.id)
        .where(Project.id == project_id)
    )


def released_standing_of(session: Session, actor: Actor, project_id: int) -> Standing:
    """Read a project that everyone may know of; raise `Missing` while its event has not released results."""
    standing = standing_of(session, project_id)
    is_ours = actor.holds("member", "team", standing.team.id)
    runs_it = actor.holds(EventRole.ORGANIZER, "event", standing.event.id)
    if not (standing.event.is_released or is_ours or runs_it):
        raise Missing(_("There is no such project."))
    return standing


@dataclass(frozen=True)
class OfEvent:
    """What the event knows about a project when it is nominated."""

    event: Event
    challenge: Challenge | None
    submission: Submission | None
    owner: str | None
    place: int | None
    score: Decimal | None
    tools: str | None


def of_event(session: Session, project_id: int) -> OfEvent:
    """Read all that the event knows about a project, in one query; places are told once they are released."""
    row = session.execute(*_of_event(project_id)).one()
    return OfEvent(*row)


@prepared
def _of_event(project_id: int) -> Select[*tuple[Any, ...]]:
    used = select(Tool.name).join(Use, Use.tool_id == Tool.id).where(Use.project_id == project_id).distinct().subquery()
    newest = select(func.max(Submission.id)).where(Submission.project_id == project_id).scalar_subquery()
    return (
        select(Event, Challenge, Submission, Account.display_name, Result.place)
        .add_columns(func.coalesce(Result.score, Result.mean, type_=Result.mean.type))
        .add_columns(select(func.aggregate_strings(used.c.name, ", ")).scalar_subquery())
        .select_from(Project)
        .join(Event, Event.id == Project.event_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .outerjoin(Submission, Submission.id == newest)
        .outerjoin(Account, Account.id == Challenge.product_owner_id)
        .outerjoin(Result, and_(Result.project_id == Project.id, Event.state == EventState.RELEASED))
        .where(Project.id == project_id)
    )


def case_number_of(session: Session, project_id: int) -> int | None:
    """Return the number of a project's use case."""
    return session.scalar(select(UseCase.number).where(UseCase.project_id == project_id))


def newest_screening_of(session: Session, case_id: int) -> Screening | None:
    """Return the latest answers to the three questions."""
    return session.scalars(
        select(Screening).where(Screening.case_id == case_id).order_by(Screening.id.desc()).limit(1)
    ).one_or_none()


def hold_owner(session: Session, owner_id: int) -> None:
    """Let cases of one owner pass one after the other, so that only as many are offered as there is room.

    Rows that merely refer to the account, as others in the same unit of work do, may still be written.
    """
    session.execute(select(Account.id).where(Account.id == owner_id).with_for_update(key_share=True))


def waiting_light_cases(session: Session) -> list[int]:
    """List light use cases that wait for their owner to have room, the longest first."""
    return list(
        session.scalars(
            select(UseCase.id)
            .where(UseCase.state == CaseState.WAITING, UseCase.path == CasePath.LIGHT)
            .order_by(UseCase.state_since, UseCase.id)
        )
    )


def overdue_decisions(session: Session, now: datetime) -> list[int]:
    """List nominations that nobody decided about in time and of which nobody was reminded, the oldest first."""
    days = limits_now(session)[Limit.SCREENING_DAYS]
    found = session.scalars(
        select(UseCase)
        .where(UseCase.state == CaseState.NOMINATED, UseCase.state_since <= now - timedelta(days=days))
        .where(~_is_reminded())
        .order_by(UseCase.state_since, UseCase.id)
    )
    return [case.id for case in found if decision_due(case.state_since, days) <= now]


def is_reminded(session: Session, case_id: int) -> bool:
    """Tell whether deciders were reminded of a use case since it was nominated, or nominated again."""
    return bool(session.scalar(select(_is_reminded()).where(UseCase.id == case_id)))


def _is_reminded() -> Exists:
    return (
        exists()
        .where(
            FactRow.stream_kind == "case",
            FactRow.stream_id == UseCase.id,
            FactRow.kind == DecisionOverdue.kind,
            FactRow.at >= UseCase.state_since,
        )
        .correlate(UseCase)
    )


def awarded_without_case(actor: Actor) -> Select[int, str, str]:
    """Select awarded projects (id, title, award) of the actor's teams and events that nobody nominated yet."""
    mine = or_(
        Project.team_id.in_(actor.places("team", "member")),
        Project.event_id.in_(actor.places("event", EventRole.ORGANIZER)),
    )
    return (
        select(Project.id.label("id"), Project.title.label("title"), func.min(Award.name).label("award"))
        .join(Award, Award.project_id == Project.id)
        .join(Event, Event.id == Project.event_id)
        .where(
            mine,
            Event.state == EventState.RELEASED,
            Project.state == ProjectState.SUBMITTED,
            ~exists().where(UseCase.project_id == Project.id),
        )
        .group_by(Project.id, Project.title)
        .order_by(Project.id)
        .limit(10)
    )
