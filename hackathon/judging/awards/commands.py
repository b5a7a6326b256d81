"""Giving awards."""

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.awards.facts import AwardGiven
from hackathon.judging.awards.models import Award
from hackathon.judging.awards.policy import can_give_awards
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState


def give_award(work: Work, event_id: int, *, project_id: int, name: str, reason: str = "") -> Award:
    """Give a project an award. It allows a nomination and nothing more, and is never taken back."""
    event = work.lock(Event, event_id)
    require(can_give_awards(work.actor, event))
    project = work.session.get(Project, project_id)
    if project is None or project.event_id != event.id or project.state != ProjectState.SUBMITTED:
        raise Invalid("project_id", _("Choose a project of this event that was handed in."))
    award = work.add(
        Award(
            event_id=event.id,
            project_id=project.id,
            name=name,
            reason=reason,
            given_by=work.actor.id,
            given_at=work.now,
        ),
        unless_taken=Conflict(_("This project has an award of that name already.")),
    )
    work.record(AwardGiven(subject_id=award.id, event_id=event.id, project_id=project.id))
    return award
