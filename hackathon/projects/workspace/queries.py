"""What is read about projects."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import visible_to
from hackathon.teams.formation.models import Team


class ProjectSeen(NamedTuple):
    """A project with where it comes from."""

    project: Project
    team: Team
    event: Event
    challenge: Challenge | None


def projects_seen(actor: Actor) -> Select[Project, Team, Event, Challenge]:
    """Select the projects the actor may see, with their lineage."""
    return (
        select(Project, Team, Event, Challenge)
        .join(Team, Team.id == Project.team_id)
        .join(Event, Event.id == Project.event_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .where(visible_to(actor))
    )


def project_texts() -> Select[int, str, str]:
    """Select what projects say about themselves, to be searched."""
    return select(Project.id, Project.title, Project.summary + "\n" + Project.description)


def project_seen(session: Session, actor: Actor, project_id: int) -> ProjectSeen:
    """Load a project the actor may see with its lineage; to everybody else it does not exist."""
    found = session.execute(*_seen(actor, project_id)).one_or_none()
    if found is None:
        raise Missing(_("There is no such project, or it is not open to you."))
    return ProjectSeen(*found)


@prepared
def _seen(actor: Actor, project_id: int) -> Select[Project, Team, Event, Challenge]:
    return projects_seen(actor).where(Project.id == project_id)


def project_of_team(session: Session, team_id: int) -> Project | None:
    """Find a team's project."""
    return session.scalars(select(Project).where(Project.team_id == team_id)).one_or_none()


def project_names() -> Select[int, str, int]:
    """Select how projects are named in sentences: id, name, key of the address."""
    return select(Project.id, Project.title, Project.id)


def teams_to_start(session: Session, actor: Actor, now: datetime) -> Sequence[tuple[Team, Event]]:
    """Read the teams the actor leads that have no project while they could have one; asks nothing for others."""
    if not actor.places("team", "captain"):
        return []
    return [(team, event) for team, event in session.execute(*_to_start(actor, now))]


@prepared
def _to_start(actor: Actor, now: datetime) -> Select[Team, Event]:
    return (
        select(Team, Event)
        .join(Event, Event.id == Team.event_id)
        .where(
            Team.id.in_(actor.places("team", "captain")),
            Event.state == EventState.PUBLISHED,
            Event.forming_opens_at <= now,
            Event.running_closes_at > now,
            ~exists().where(Project.team_id == Team.id),
        )
        .order_by(Event.running_closes_at, Team.id)
    )
