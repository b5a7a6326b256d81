"""Who may start, see and edit projects."""

from datetime import datetime

from sqlalchemy import ColumnElement, false, or_, select

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.states import EventState
from hackathon.projects.extensions.rules import deadline_of
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState

RELEASED_STATES = (EventState.RELEASED, EventState.ARCHIVED)
FOLLOWING = "projects.workspace.follow_team"
INSIDERS = (EventRole.ORGANIZER, EventRole.JUDGE)


def can_see_project(actor: Actor, project: Project, event: Event) -> Decision:
    """Show a project to its team, the event's organizers and judges; once results are out, to everyone signed in."""
    return allow_if(
        project.team_id in actor.places("team")
        or event.id in actor.places("event", *INSIDERS)
        or (actor.is_signed_in and event.state in RELEASED_STATES),
        _("This project is open to its team, the organizers and the judges until results are out."),
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Select the projects that `can_see_project` lets the actor see."""
    if not actor.is_signed_in:
        return false()
    return or_(
        Project.team_id.in_(actor.places("team")),
        Project.event_id.in_(actor.places("event", *INSIDERS)),
        Project.event_id.in_(select(Event.id).where(Event.state.in_(RELEASED_STATES))),
    )


def can_start_project(
    actor: Actor, team: Team, event: Event, *, at: datetime, extended_until: datetime | None = None
) -> Decision:
    """Let any member start the team's project, from when teams form until its deadline."""
    return (
        allow_if(actor.holds("member", "team", team.id), _("Only members of the team can do this."))
        & allow_if(team.state != TeamState.DISSOLVED, _("This team has dissolved."))
        & allow_if(
            event.state == EventState.PUBLISHED and event.forming_opens_at <= at < deadline_of(event, extended_until),
            _("Projects start between when teams form and the deadline for handing in."),
        )
    )


def can_follow_teams(actor: Actor) -> Decision:
    """Let only the platform move a project to another challenge: the one its team took."""
    return allow_if(actor.is_system(FOLLOWING), _("Only the platform does this."))


def can_edit_project(actor: Actor, project: Project, event: Event) -> Decision:
    """Let any member edit until results are out; what was handed in stays as it was."""
    return (
        allow_if(actor.holds("member", "team", project.team_id), _("Only members of the team can do this."))
        & allow_if(not event.is_released, _("Results are out: the project stays as it is."))
        & allow_if(project.state != ProjectState.DISQUALIFIED, _("This project was disqualified."))
    )
