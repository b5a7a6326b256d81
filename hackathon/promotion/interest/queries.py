"""Reads about interest: who would take a project or what answers a question over."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.projects.workspace.models import Project
from hackathon.promotion.interest.models import Interest
from hackathon.teams.formation.models import Team, TeamMember


@dataclass(frozen=True)
class Wanted:
    """That somebody would take over one project, or what answers one question."""

    account_id: int
    name: str
    challenge_id: int | None
    project_id: int | None


def would_take(session: Session, project_id: int) -> list[Account]:
    """List product owners outside the team who would take a project or its question over, first come first."""
    in_team = select(TeamMember.account_id).where(TeamMember.team_id == Project.team_id).correlate(Project)
    found = session.scalars(
        select(Account)
        .join(Interest, Interest.account_id == Account.id)
        .join(Project, or_(Project.id == Interest.project_id, Project.challenge_id == Interest.challenge_id))
        .where(Project.id == project_id, Account.id.in_(_product_owners()), Account.id.not_in(in_team))
        .order_by(Interest.id)
    )
    return list(dict.fromkeys(found))


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


def _product_owners() -> Select[int]:
    return (
        select(AccountRole.account_id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(AccountRole.role == SiteRole.PRODUCT_OWNER, Account.state == AccountState.ACTIVE)
    )
