"""Voting for a favourite."""

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.terms.queries import terms_of
from hackathon.judging.votes.models import Vote
from hackathon.judging.votes.policy import can_be_voted_for, can_vote
from hackathon.judging.votes.queries import vote_of
from hackathon.projects.workspace.models import Project


def vote_for(work: Work, event_id: int, project_id: int) -> Vote:
    """Give one's vote to a project, in place of the one before.

    No fact is recorded: nobody learns who voted for what. The event is locked, so that whoever sends two votes at once
    has one, and none comes in behind the release.
    """
    event = work.lock(Event, event_id)
    require(can_vote(work.actor, event, terms_of(work.session, event.id), at=work.received_at))
    project = work.session.get(Project, project_id)
    if project is None or project.event_id != event.id:
        raise Invalid("project_id", _("Choose a project of this event."))
    decision = can_be_voted_for(work.actor, project)
    if not decision:
        raise Invalid("project_id", decision.reason)
    vote = vote_of(work.session, event.id, work.actor.id)
    if vote is None:
        return work.add(
            Vote(event_id=event.id, account_id=work.actor.id, project_id=project.id, voted_at=work.received_at)
        )
    vote.project_id, vote.voted_at = project.id, work.received_at
    return vote
