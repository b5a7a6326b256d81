"""Who may see the ranking, who may release it, and when."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.rules import Progress
from hackathon.projects.workspace.models import Project


def can_see_ranking(actor: Actor, event: Event) -> Decision:
    """Let organizers see it before the release, everybody who sees the event after it."""
    return can_organize(actor, event) | allow_if(event.is_released, _("The results of this event are not out yet."))


def can_preview_release(actor: Actor, event: Event) -> Decision:
    """Let organizers look at what the release will show, until it is done."""
    return can_organize(actor, event) & allow_if(
        event.state == EventState.PUBLISHED, _("Results are released once, and only of an event that is on.")
    )


def can_release(actor: Actor, event: Event, progress: Progress, *, at: datetime) -> Decision:
    """Let organizers release results when nothing can change them any more, or every ballot is cast."""
    return (
        can_preview_release(actor, event)
        & allow_if(progress.cast, _("No ballot has been cast yet, so there is nothing to release."))
        & allow_if(
            at >= event.judging_closes_at or not progress.left,
            _("Judges still have ballots to cast. Wait until judging closes, or close it now on the event's page."),
        )
    )


def can_see_scores(actor: Actor, event: Event, project: Project) -> Decision:
    """Let a team read its scores and feedback after the release, and organizers too."""
    return allow_if(event.is_released, _("The results of this event are not out yet.")) & (
        allow_if(
            actor.holds("member", "team", project.team_id), _("Scores and feedback are for the team and organizers.")
        )
        | can_organize(actor, event)
    )
