"""Who may write to the team of a project, and when."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.projects.workspace.models import Project


def can_write(actor: Actor, event: Event, challenge: Challenge | None, project: Project, *, at: datetime) -> Decision:
    """Let the product owner of a project's question write to its team, from handing in to the release."""
    return (
        allow_if(
            challenge is not None and challenge.product_owner_id == actor.id,
            _("Only the product owner of this project's question writes to its team here."),
        )
        & allow_if(
            not actor.holds("member", "team", project.team_id), _("You are in this project's team: talk to each other.")
        )
        & allow_if(at >= event.deadline, _("Teams still work on their projects. Write when these are handed in."))
        & allow_if(
            event.state == EventState.PUBLISHED, _("The results are out; the team has read what you wrote by then.")
        )
    )
