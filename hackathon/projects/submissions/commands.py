"""Handing in, withdrawing, attaching files, and writing down what was kept of a submitted commit."""

from collections.abc import Sequence

from hackathon.core.decisions import Conflict, Decision, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.extensions.queries import extended_until
from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.repositories.policy import can_ask_to_sync
from hackathon.projects.repositories.queries import commit_seen, repository_of
from hackathon.projects.submissions.facts import (
    AttachmentAdded,
    AttachmentRemoved,
    CommitKept,
    CommitLost,
    ProjectSubmitted,
    ProjectWithdrawn,
)
from hackathon.projects.submissions.models import Attachment, Frozen, Submission, SubmittedFile
from hackathon.projects.submissions.policy import can_submit, can_write_kept, handing_in
from hackathon.projects.submissions.queries import (
    attachment_of,
    attachments_of,
    event_held,
    is_handed_in,
    last_number,
    ready_parts,
)
from hackathon.projects.submissions.rules import (
    MAX_ATTACHMENTS,
    Attaching,
    KeptCommit,
    ReadyParts,
    checklist,
    missing,
)
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project
from hackathon.projects.workspace.states import PROJECT_FLOW

FREEZE = "projects.submissions.freeze"


def submit_project(work: Work, project_id: int, *, commit_sha: str | None = None) -> Submission:
    """Hand a project in as it is now: text, links, files, and the newest commit we have seen (or another one we have).

    The team's deadline is compared with when the request arrived. A job then fetches the commit and keeps it whole.
    """
    project = work.lock(Project, project_id)
    require(can_submit(work.actor, project))
    _require_in_time(work, project)
    parts, files = ready_parts(work.session, project)
    _require_complete(parts)
    repository = repository_of(work.session, project.id)
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
    _require_in_time(work, project)
    project.state = PROJECT_FLOW.after("withdraw", project.state)
    work.record(ProjectWithdrawn(subject_id=project.id, event_id=project.event_id, team_id=project.team_id))
    return project


def attach_files(work: Work, project_id: int, files: Sequence[Attaching]) -> None:
    """Put files, stored already, beside a project, to go with the next submission: all or none."""
    project = work.lock(Project, project_id)
    require(_may_edit(work, project))
    if not files:
        raise Invalid("file", _("Choose at least one file."))
    if len(attachments_of(work.session, project.id)) + len(files) > MAX_ATTACHMENTS:
        raise Invalid("file", _("A project can have %(most)s files. Remove one first.") % {"most": MAX_ATTACHMENTS})
    for file in files:
        stored = work.add(_stored(work, file, scope="project", scope_id=project.id))
        work.add(Attachment(project_id=project.id, file_id=stored.id, given_by=work.actor.id, given_at=work.now))
        work.record(AttachmentAdded(subject_id=project.id, file_id=stored.id, sha256=stored.sha256))


def remove_attachment(work: Work, project_id: int, file_id: int) -> None:
    """Let a file no longer go with the next submission; what no submission has, nobody opens again."""
    project = work.lock(Project, project_id)
    require(_may_edit(work, project))
    attachment = attachment_of(work.session, project.id, file_id)
    if attachment is None:
        raise Conflict(_("This file was removed already."))
    work.session.delete(attachment)
    work.session.flush()
    if not is_handed_in(work.session, file_id):
        work.session.delete(work.get(StoredFile, file_id))
    work.record(AttachmentRemoved(subject_id=project.id, file_id=file_id))


def ask_to_keep(work: Work, submission_id: int) -> None:
    """Try again to keep a submission's commit, which no later work can change."""
    submission = work.get(Submission, submission_id)
    project, event = work.get(Project, submission.project_id), work.get(Event, submission.event_id)
    require(can_ask_to_sync(work.actor, project, event))
    if submission.frozen not in {Frozen.WAITING, Frozen.GONE}:
        raise Conflict(_("There is nothing left to keep: look at the receipt again."))
    work.request_job(FREEZE, submission.id)


def write_kept(work: Work, submission_id: int, kept: KeptCommit) -> None:
    """Write down where a submission's commit is kept; harmless when it is written already."""
    require(can_write_kept(work.actor))
    submission = work.lock(Submission, submission_id)
    if submission.frozen_file_id is not None:
        return
    ending = "bundle" if kept.kind == Frozen.BUNDLE else "tar"
    file = Attaching(
        f"submission-{submission.id}.{ending}", "application/octet-stream", kept.key, kept.size, kept.sha256
    )
    stored = work.add(_stored(work, file, scope="submission", scope_id=submission.id))
    submission.frozen, submission.frozen_file_id = kept.kind, stored.id
    submission.frozen_at, submission.frozen_problem = work.now, ""
    work.record(
        CommitKept(
            subject_id=submission.project_id,
            submission_id=submission.id,
            number=submission.number,
            frozen=kept.kind,
            sha256=kept.sha256,
        )
    )


def write_not_kept(work: Work, submission_id: int, *, sentence: str, is_final: bool) -> None:
    """Write down why a submission's commit is not kept yet, or that it is gone."""
    require(can_write_kept(work.actor))
    submission = work.lock(Submission, submission_id)
    if submission.frozen_file_id is not None:
        return
    submission.frozen_problem = sentence[:500]
    if is_final and submission.frozen != Frozen.GONE:
        submission.frozen, submission.frozen_at = Frozen.GONE, work.now
        work.record(CommitLost(subject_id=submission.project_id, submission_id=submission.id, number=submission.number))


def _may_edit(work: Work, project: Project) -> Decision:
    return can_edit_project(work.actor, project, work.get(Event, project.event_id))


def _stored(work: Work, file: Attaching, *, scope: str, scope_id: int) -> StoredFile:
    return StoredFile(
        key=file.key,
        sha256=file.sha256,
        size=file.size,
        name=file.name,
        media_type=file.media_type,
        scope=scope,
        scope_id=scope_id,
        given_by=work.actor.id,
        at=work.now,
    )


def _require_in_time(work: Work, project: Project) -> None:
    """Read the event and what its team was given while nobody can move either."""
    event = event_held(work.session, project.event_id)
    decision = handing_in(event, at=work.received_at, extended_until=extended_until(work.session, project.team_id))
    if not decision:
        raise Conflict(decision.reason)


def _require_complete(parts: ReadyParts) -> None:
    lacking = missing(checklist(parts), required=True)
    if lacking:
        raise Invalid("", _("Before handing in add: %(items)s.") % {"items": ", ".join(item.label for item in lacking)})


def _commit_meant(work: Work, repository: Repository | None, chosen: str | None) -> Commit | None:
    """Find the commit to hand in: the chosen one, else the newest of the main branch, where we have seen it."""
    if repository is None:
        return None
    commit = commit_seen(work.session, repository.id, chosen or repository.head_sha)
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
