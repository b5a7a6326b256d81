"""Handing a project in, and taking it back."""

from hackathon.core.decisions import Conflict, Decision, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.submissions.facts import ProjectSubmitted, ProjectWithdrawn
from hackathon.projects.submissions.models import Frozen, Submission, SubmittedFile
from hackathon.projects.submissions.policy import can_submit, handing_in
from hackathon.projects.submissions.queries import (
    attachments_of,
    commit_seen,
    event_held,
    last_number,
    repository_of,
)
from hackathon.projects.submissions.rules import ReadyParts, checklist, missing
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import PROJECT_FLOW

FREEZE = "projects.submissions.freeze"


def submit_project(work: Work, project_id: int, *, commit_sha: str | None = None) -> Submission:
    """Hand a project in as it is now: text, links, files, and the newest commit we have seen (or another one we have).

    The deadline is compared with when the request arrived. A job then fetches the commit and keeps it whole.
    """
    project = work.lock(Project, project_id)
    require(can_submit(work.actor, project))
    _require_possible(handing_in(event_held(work.session, project.event_id), at=work.received_at))
    files = attachments_of(work.session, project.id)
    repository = repository_of(work.session, project.id)
    _require_complete(project, repository, has_files=bool(files))
    project.state = PROJECT_FLOW.after("submit", project.state)
    submission = work.add(_snapshot(work, project, repository, _commit_meant(work, repository, commit_sha)))
    work.session.add_all([SubmittedFile(submission_id=submission.id, file_id=file.id) for file in files])
    _record_submitted(work, project, submission)
    if submission.commit_sha:
        work.request_job(FREEZE, submission.id)
    return submission


def withdraw_project(work: Work, project_id: int) -> Project:
    """Take a project out of the event before the deadline; handing in again brings it back."""
    project = work.lock(Project, project_id)
    require(can_submit(work.actor, project))
    _require_possible(handing_in(event_held(work.session, project.event_id), at=work.received_at))
    project.state = PROJECT_FLOW.after("withdraw", project.state)
    work.record(ProjectWithdrawn(subject_id=project.id, event_id=project.event_id, team_id=project.team_id))
    return project


def _require_possible(decision: Decision) -> None:
    if not decision:
        raise Conflict(decision.reason)


def _require_complete(project: Project, repository: Repository | None, *, has_files: bool) -> None:
    parts = ReadyParts(
        project.title,
        project.summary,
        project.demo_url,
        has_repository=repository is not None,
        has_attachments=has_files,
    )
    lacking = missing(checklist(parts), required=True)
    if lacking:
        raise Invalid("", _("Before handing in add: %(items)s.") % {"items": ", ".join(item.label for item in lacking)})


def _commit_meant(work: Work, repository: Repository | None, chosen: str | None) -> Commit | None:
    """Find the commit to hand in: the chosen one, else the newest of the main branch, where we have seen it."""
    if repository is None:
        return None
    commit = commit_seen(work.session, repository, sha=chosen or repository.head_sha)
    if chosen and commit is None:
        raise Invalid("commit_sha", _("We have not seen this commit in your repository. Sync it, then choose again."))
    return commit


def _snapshot(work: Work, project: Project, repository: Repository | None, commit: Commit | None) -> Submission:
    return Submission(
        project_id=project.id,
        event_id=project.event_id,
        number=last_number(work.session, project.id) + 1,
        title=project.title,
        summary=project.summary,
        description=project.description,
        demo_url=project.demo_url,
        video_url=project.video_url,
        repository_url=repository.url if repository else "",
        commit_sha=commit.sha if commit else None,
        commit_seen_at=commit.seen_at if commit else None,
        submitted_by=work.actor.id,
        received_at=work.received_at,
        frozen=Frozen.WAITING if commit else Frozen.NOTHING,
    )


def _record_submitted(work: Work, project: Project, submission: Submission) -> None:
    work.record(
        ProjectSubmitted(
            subject_id=project.id,
            event_id=project.event_id,
            team_id=project.team_id,
            submission_id=submission.id,
            number=submission.number,
        )
    )
