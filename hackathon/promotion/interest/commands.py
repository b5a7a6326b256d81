"""What product owners can do about what they would take over: say so, and take it back."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_see_project
from hackathon.promotion.interest.facts import ProjectNotWanted, ProjectWanted, QuestionNotWanted, QuestionWanted
from hackathon.promotion.interest.models import Interest
from hackathon.promotion.interest.policy import can_say
from hackathon.promotion.interest.queries import said_by


def want_question(work: Work, challenge_id: int) -> Interest:
    """Say that one would take over what answers a question."""
    challenge = work.get(Challenge, challenge_id)
    require(can_say(work.actor, work.get(Event, challenge.event_id)))
    said = _say(work, event_id=challenge.event_id, challenge_id=challenge.id)
    work.record(QuestionWanted(subject_id=challenge.id, account_id=said.account_id))
    return said


def want_project(work: Work, project_id: int) -> Interest:
    """Say that one would take over a project that one may see."""
    project = work.get(Project, project_id)
    event = work.get(Event, project.event_id)
    require(can_see_project(work.actor, project, event) & can_say(work.actor, event, team_id=project.team_id))
    said = _say(work, event_id=event.id, project_id=project.id)
    work.record(ProjectWanted(subject_id=project.id, account_id=said.account_id))
    return said


def take_back(work: Work, *, challenge_id: int | None = None, project_id: int | None = None) -> None:
    """Say that one would not take it over after all."""
    said = said_by(work.session, work.actor.id, challenge_id=challenge_id, project_id=project_id)
    if said is None:
        raise Missing(_("You did not say that, or took it back already."))
    require(can_say(work.actor, work.get(Event, said.event_id)))
    work.session.delete(said)
    if said.project_id is not None:
        work.record(ProjectNotWanted(subject_id=said.project_id, account_id=said.account_id))
    elif said.challenge_id is not None:
        work.record(QuestionNotWanted(subject_id=said.challenge_id, account_id=said.account_id))


def _say(work: Work, *, event_id: int, challenge_id: int | None = None, project_id: int | None = None) -> Interest:
    said = Interest(
        account_id=work.actor.id,
        event_id=event_id,
        challenge_id=challenge_id,
        project_id=project_id,
        said_at=work.now,
    )
    return work.add(said, unless_taken=Conflict(_("You said that already.")))
