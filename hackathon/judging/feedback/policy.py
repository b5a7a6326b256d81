"""Who learns what of scores after the release."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.projects.workspace.models import Project


def can_see_scores(actor: Actor, event: Event, project: Project) -> Decision:
    """Let a team read its scores and feedback after the release, and organizers too."""
    return allow_if(event.is_released, _("The results of this event are not out yet.")) & (
        allow_if(
            actor.holds("member", "team", project.team_id), _("Scores and feedback are for the team and organizers.")
        )
        | can_organize(actor, event)
    )


def can_see_own_scores(actor: Actor, event: Event) -> Decision:
    """Let judges see after the release how their scores sat beside others'."""
    return allow_if(event.is_released, _("The results of this event are not out yet.")) & allow_if(
        actor.holds("judge", "event", event.id), _("This page is for the judges of this event.")
    )
