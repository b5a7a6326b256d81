"""Who has a vote, for what, and when."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import PARTICIPANT, SCOPE
from hackathon.events.setup.states import EventState
from hackathon.judging.terms.models import JudgingTerms
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState


def can_see_vote(actor: Actor, event: Event, terms: JudgingTerms) -> Decision:
    """Show the vote to whoever takes part, where the organizers want one."""
    return allow_if(
        actor.holds(PARTICIPANT, SCOPE, event.id), _("Whoever takes part in this event votes, and nobody else.")
    ) & allow_if(terms.has_vote, _("The organizers of this event hold no vote."))


def can_vote(actor: Actor, event: Event, terms: JudgingTerms, *, at: datetime) -> Decision:
    """Let whoever takes part vote while judging is open."""
    return (
        can_see_vote(actor, event, terms)
        & allow_if(at >= event.judging_opens_at, _("The vote opens with judging."))
        & allow_if(event.state == EventState.PUBLISHED and at < event.judging_closes_at, _("The vote is over."))
    )


def can_be_voted_for(actor: Actor, project: Project) -> Decision:
    """Take votes for what was handed in, by others."""
    return allow_if(project.state == ProjectState.SUBMITTED, _("Choose a project that was handed in.")) & allow_if(
        not actor.holds("member", "team", project.team_id), _("Nobody votes for their own team. Choose another.")
    )
