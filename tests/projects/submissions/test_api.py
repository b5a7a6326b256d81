"""Submissions as JSON."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account
from hackathon.projects.submissions.models import SubmittedFile
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_project, make_submission, make_team
from tests.factories.saving import saved

Open = Callable[[Account | None], Browser]


def test_index_lists_snapshots_and_show_tells_everything(session: Session, browser: Open) -> None:
    jo = make_account(session, "Jo")
    project = make_project(session, make_team(session, make_event(session), jo), title="Whisperer")
    first = make_submission(
        session, project, jo.id, commit_sha="9" * 40, repository_url="https://git.example.org/a.git"
    )
    kept = {"key": "ab/cd", "sha256": "e" * 64, "size": 8, "scope": "submission", "scope_id": first.id}
    file = saved(session, StoredFile(**kept, name="s.pdf", media_type="application/pdf", at=NOON, given_by=jo.id))
    saved(session, SubmittedFile(submission_id=first.id, file_id=file.id))
    make_submission(session, project, jo.id, number=2)
    reader, path = browser(jo), f"/api/v1/projects/{project.id}/submissions"

    index, show = reader.get(path).json or {}, reader.get(f"{path}/1").json

    listed = {
        "number": 1,
        "title": "Whisperer",
        "received_at": "2026-01-05T09:00:00+00:00",
        "repository_url": "https://git.example.org/a.git",
        "commit_sha": "9" * 40,
        "frozen": "nothing",
        "url": f"/projects/{project.id}/submissions/1",
    }
    assert ([each["number"] for each in index["items"]], index["items"][1]) == ([2, 1], listed)
    assert show == {
        **listed,
        "summary": "Warns before a meter drifts.",
        "description": "It **works**.",
        "demo_url": "",
        "video_url": "",
        "submitted_by": "Jo",
        "files": [
            {
                "name": "s.pdf",
                "media_type": "application/pdf",
                "size": 8,
                "sha256": "e" * 64,
                "url": f"/files/{file.id}",
            }
        ],
    }


def test_submissions_of_a_project_that_is_not_open_do_not_exist(session: Session, browser: Open) -> None:
    jo = make_account(session, "Jo")
    project = make_project(session, make_team(session, make_event(session), jo), title="Whisperer")
    make_submission(session, project, jo.id)
    stranger, path = browser(make_account(session)), f"/api/v1/projects/{project.id}/submissions"

    answers = [stranger.get(path), stranger.get(f"{path}/1")]

    assert [(answer.status_code, "Whisperer" in answer.text) for answer in answers] == [(404, False)] * 2
