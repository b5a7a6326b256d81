"""Reads about interest: who would take a project or what answers a question over."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.queries import SeenChallenge, challenge_seen
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.queries import ProjectSeen
from hackathon.promotion.interest.models import Interest
from hackathon.promotion.interest.policy import can_know, can_say
from hackathon.teams.formation.models import Team, TeamMember


@dataclass(frozen=True)
class Wanted:
    """That somebody would take over one project, or what answers one question."""

    account_id: int
    name: str
    challenge_id: int | None
    project_id: int | None


@dataclass(frozen=True)
class Interested:
    """Who would take something over, None for those who may not know it, and whether the reader says so, or may."""

    names: list[str] | None
    has_said: bool
    may_say: bool


def interest_in_project(session: Session, actor: Actor, seen: ProjectSeen) -> Interested:
    """Read who would take a project over, or what answers its question."""
    project, team_id = seen.project, seen.team.id
    knows, may_say = can_know(actor, seen.event, team_id=team_id), can_say(actor, seen.event, team_id=team_id)
    require(knows | may_say)
    wanted = wanted_at(session, seen.event.id)
    names = names_for(wanted, project_id=project.id, challenge_id=project.challenge_id)
    has_said = any(each.project_id == project.id and each.account_id == actor.id for each in wanted)
    return Interested(list(names.values()) if knows else None, has_said, bool(may_say))


def interest_in_question(session: Session, actor: Actor, event: Event, challenge_id: int) -> Interested:
    """Read who would take over what answers a question."""
    knows, may_say = can_know(actor, event, team_id=team_on(session, challenge_id, actor)), can_say(actor, event)
    require(knows | may_say)
    names = names_for(wanted_at(session, event.id), project_id=None, challenge_id=challenge_id)
    return Interested(list(names.values()) if knows else None, actor.id in names, bool(may_say))


def would_take(session: Session, project_id: int) -> list[Account]:
    """List product owners outside the team who would take a project or its question over, first come first."""
    return list(dict.fromkeys(session.scalars(*_would_take(project_id))))


@prepared
def _would_take(project_id: int) -> Select[Account]:
    in_team = select(TeamMember.account_id).where(TeamMember.team_id == Project.team_id).correlate(Project)
    return (
        select(Account)
        .join(Interest, Interest.account_id == Account.id)
        .join(Project, or_(Project.id == Interest.project_id, Project.challenge_id == Interest.challenge_id))
        .where(Project.id == project_id, Account.id.in_(_product_owners()), Account.id.not_in(in_team))
        .order_by(Interest.id)
    )


def wanted_at(session: Session, event_id: int) -> list[Wanted]:
    """List everything that product owners would take over at an event, first come first."""
    rows = session.execute(
        select(Account.id, Account.display_name, Interest.challenge_id, Interest.project_id)
        .join(Account, Account.id == Interest.account_id)
        .where(Interest.event_id == event_id, Account.id.in_(_product_owners()))
        .order_by(Interest.id)
    )
    return [Wanted(*row) for row in rows]


def names_for(wanted: Sequence[Wanted], *, project_id: int | None, challenge_id: int | None) -> dict[int, str]:
    """Name, by account, who would take this project, or what answers this question."""
    return {
        each.account_id: each.name
        for each in wanted
        if (project_id is not None and each.project_id == project_id)
        or (challenge_id is not None and each.challenge_id == challenge_id)
    }


def said_by(
    session: Session, account_id: int | None, *, challenge_id: int | None = None, project_id: int | None = None
) -> Interest | None:
    """Return that somebody said so of this question or project."""
    thing = Interest.project_id == project_id if project_id is not None else Interest.challenge_id == challenge_id
    return session.scalars(select(Interest).where(Interest.account_id == account_id, thing)).one_or_none()


def members_on(session: Session, *, challenge_id: int | None = None, team_id: int | None = None) -> set[int]:
    """Return the members of this team, or of all that took this question."""
    thing = Team.id == team_id if team_id is not None else Team.challenge_id == challenge_id
    members = select(TeamMember.account_id).join(Team, Team.id == TeamMember.team_id).where(thing)
    return set(session.scalars(members))


def team_on(session: Session, challenge_id: int, actor: Actor) -> int | None:
    """Return the actor's team that took this question, if it is theirs."""
    mine = select(Team.id).where(Team.challenge_id == challenge_id, Team.id.in_(actor.places("team", "member")))
    return session.scalars(mine.limit(1)).one_or_none()


def question_at(session: Session, actor: Actor, slug: str, challenge_id: int) -> SeenChallenge:
    """Load a question of an event that the actor may see."""
    seen = challenge_seen(session, actor, challenge_id)
    if seen.event.slug != slug:
        raise Missing(_("There is no such question."))
    return seen


def _product_owners() -> Select[int]:
    return (
        select(AccountRole.account_id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(AccountRole.role == SiteRole.PRODUCT_OWNER, Account.state == AccountState.ACTIVE)
    )
