"""Submissions as JSON: what was handed in, as it was."""

from typing import TypedDict

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.storage import StoredFile
from hackathon.projects.submissions.models import Submission
from hackathon.projects.submissions.queries import SubmissionSeen, submission_with_files, submissions_of
from hackathon.projects.workspace.queries import project_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import session
from hackathon.web.shapes import Moment

blueprint = api_blueprint("submissions", __name__)
SUBMISSIONS = "/projects/<int:project_id>/submissions"


class SubmissionListed(TypedDict):
    """An immutable snapshot of a project, with the commit it names; `frozen` says what was kept of that commit."""

    number: int
    title: str
    received_at: Moment
    repository_url: str
    commit_sha: str | None
    frozen: str
    url: str


class SubmissionList(TypedDict):
    """The submissions of a project, the newest first: the first one counts."""

    items: list[SubmissionListed]


class FileShown(TypedDict):
    """A file that was handed in."""

    name: str
    media_type: str
    size: int
    sha256: str
    url: str


class SubmissionShown(SubmissionListed):
    """A submission with everything that was handed in."""

    summary: str
    description: str
    demo_url: str
    video_url: str
    submitted_by: str
    files: list[FileShown]


@blueprint.get(SUBMISSIONS)
@signed_in
@promises(SubmissionList)
def index(project_id: int) -> ResponseReturnValue:
    """List the submissions of a project, the newest first."""
    project_seen(session(), current_actor(), project_id)
    shown: SubmissionList = {"items": [_listed(each) for each in submissions_of(session(), project_id)]}
    return jsonify(shown)


@blueprint.get(f"{SUBMISSIONS}/<int:number>")
@signed_in
@promises(SubmissionShown)
def show(project_id: int, number: int) -> ResponseReturnValue:
    """Show one submission."""
    project_seen(session(), current_actor(), project_id)
    return jsonify(_shown(submission_with_files(session(), project_id, number)))


def _listed(submission: Submission) -> SubmissionListed:
    return {
        "number": submission.number,
        "title": submission.title,
        "received_at": submission.received_at.isoformat(),
        "repository_url": submission.repository_url,
        "commit_sha": submission.commit_sha,
        "frozen": submission.frozen,
        "url": url_for("projects.submissions.show", project_id=submission.project_id, number=submission.number),
    }


def _shown(seen: SubmissionSeen) -> SubmissionShown:
    submission = seen.submission
    return {
        **_listed(submission),
        "summary": submission.summary,
        "description": submission.description,
        "demo_url": submission.demo_url,
        "video_url": submission.video_url,
        "submitted_by": seen.submitter,
        "files": [_file(each) for each in seen.files],
    }


def _file(file: StoredFile) -> FileShown:
    return {
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "url": url_for("files.show", file_id=file.id),
    }
