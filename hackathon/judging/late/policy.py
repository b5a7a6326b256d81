"""Who may see that scores came in late, and let them count."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.models import Ballot, LateCast
from hackathon.projects.workspace.models import Project


def can_admit(actor: Actor, event: Event, ballot: Ballot, project: Project, late: LateCast) -> Decision:
    """Let organizers decide before the release, but nobody about their own scores or for their own team."""
    return (
        can_organize(actor, event)
        & allow_if(event.state == EventState.PUBLISHED, _("The results are out; scores cannot change."))
        & allow_if(late.admitted_at is None, _("These scores count already."))
        & allow_if(ballot.judge_id != actor.id, _("These scores are yours: another organizer decides about them."))
        & allow_if(
            not actor.holds("member", "team", project.team_id),
            _("You are in this project's team: another organizer decides about it."),
        )
    )
