"""Who may hand a project in, and when."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import ALLOWED, Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.projects.extensions.rules import deadline_of
from hackathon.projects.submissions.rules import moment_there, spoken
from hackathon.projects.workspace.models import Project

KEEPER = "projects.submissions"


def works_on(actor: Actor, project: Project) -> bool:
    """Tell whether somebody is in the project's team."""
    return actor.holds("member", "team", project.team_id)


def can_submit(actor: Actor, project: Project) -> Decision:
    """Let the captain speak for the team."""
    return allow_if(actor.holds("captain", "team", project.team_id), _("The captain hands in for the team."))


def handing_in(event: Event, *, at: datetime, extended_until: datetime | None = None) -> Decision:
    """Say whether a request that arrived at this moment is in time, and if not, by how much it missed."""
    opens_at, closes_at = event.window("running").opens_at, deadline_of(event, extended_until)
    if event.state == EventState.CANCELLED:
        return allow_if(condition=False, reason=_("This event was cancelled."))
    if event.is_released:
        return allow_if(condition=False, reason=_("The results are out: handing in is over."))
    if at < opens_at:
        return allow_if(condition=False, reason=_("Hand-in opens on %(when)s.") % {"when": _there(event, opens_at)})
    if at >= closes_at:
        sentence = _("Hand-in closed on %(when)s; your request arrived %(late)s after.")
        return allow_if(
            condition=False, reason=sentence % {"when": _there(event, closes_at), "late": spoken(at - closes_at)}
        )
    return ALLOWED


def can_write_kept(actor: Actor) -> Decision:
    """Keep what was kept to the job that keeps."""
    return allow_if(actor.is_system(KEEPER), _("Only the platform writes what it kept of a commit."))


def _there(event: Event, at: datetime) -> str:
    return moment_there(at, event.time_zone)
