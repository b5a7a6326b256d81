"""Telling captains that the commit they handed in could not be kept, and reminding teams that got more time."""

from datetime import datetime, timedelta

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.inbox.commands import notify
from hackathon.projects.extensions.facts import DeadlineExtended
from hackathon.projects.submissions.facts import CommitLost
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team

REMIND = "projects.submissions.remind_extended"
BEFORE = timedelta(hours=2)


def tell_captain(work: Work, happened: Happened) -> None:
    """Tell the captain, who can hand in again while there is time."""
    fact = happened.fact
    if not isinstance(fact, CommitLost):
        return
    project, submission = work.get(Project, fact.subject_id), work.get(Submission, fact.submission_id)
    notify(
        work,
        [work.get(Team, project.team_id).captain_id],
        key=f"{fact.kind}:{happened.fact_id}",
        subject=_("The commit you handed in for “%(project)s” could not be kept") % {"project": project.title},
        text=_("It is not in the repository any more. Put it back, or hand in again while there is time."),
        path=f"/projects/{project.id}/submissions/{submission.number}",
    )


def plan_reminder(work: Work, happened: Happened) -> None:
    """Remind a team once more before its own time is over; the event's reminders leave it out."""
    if isinstance(happened.fact, DeadlineExtended):
        until = datetime.fromisoformat(happened.fact.until)
        work.request_job(REMIND, happened.fact_id, after=max(work.now, until - BEFORE))


REACTIONS = [
    Reaction("projects.submissions.tell_captain", (CommitLost,), tell_captain),
    Reaction("projects.submissions.plan_reminder", (DeadlineExtended,), plan_reminder),
]
