"""One project as JSON, and writing it with the version that was read."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from tests.calling import Program
from tests.factories import make_account, make_event, make_project, make_team
from tests.factories.events import give_event_role
from tests.factories.integrations import make_token

WRITTEN = {"title": "After", "summary": "It helps.", "demo_url": "https://demo.example.org"}


@pytest.fixture
def jo(session: Session) -> Account:
    """Somebody with a team."""
    return make_account(session, "Jo")


@pytest.fixture
def project(session: Session, jo: Account) -> Project:
    """Make the project of Jo's team."""
    team = make_team(session, make_event(session, "running", slug="spring"), jo, name="Night Owls")
    return make_project(session, team, title="Whisperer", summary="Warns.", description="It **works**.")


@pytest.fixture
def program(app: Flask, session: Session, jo: Account) -> Program:
    """Start a program that acts for Jo."""
    return Program(app, make_token(session, jo))


def test_show_tells_everything_and_the_version_as_etag(program: Program, project: Project) -> None:
    answer = program.get(f"/api/v1/projects/{project.id}")

    assert answer.headers["ETag"] == '"1"'
    assert answer.json == {
        "id": project.id,
        "title": "Whisperer",
        "summary": "Warns.",
        "description": "It **works**.",
        "demo_url": "",
        "video_url": "",
        "state": "DRAFT",
        "event": "spring",
        "team_id": project.team_id,
        "team": "Night Owls",
        "challenge_id": None,
        "challenge": None,
        "created_at": "2026-01-05T09:00:00+00:00",
        "version": 1,
        "url": f"/projects/{project.id}",
    }


def test_write_with_the_version_that_was_read_replaces_everything(program: Program, project: Project) -> None:
    path = f"/api/v1/projects/{project.id}"
    read = program.get(path)

    answer = program.send("PUT", path, WRITTEN, If_Match=read.headers["ETag"])

    after = (read.json or {}) | WRITTEN | {"description": "", "version": 2}
    assert (answer.status_code, answer.headers["ETag"], answer.json) == (200, '"2"', after)


@pytest.mark.parametrize("version", ['"2"', '"0"', '""', "*", "one"])
def test_write_with_another_version_is_refused_and_changes_nothing(
    session: Session, program: Program, project: Project, version: str
) -> None:
    answer = program.send("PUT", f"/api/v1/projects/{project.id}", WRITTEN, If_Match=version)

    session.refresh(project)
    assert (answer.status_code, answer.content_type) == (409, "application/problem+json")
    assert "Somebody else changed this while you were editing." in (answer.json or {})["detail"]
    assert (project.title, project.version) == ("Whisperer", 1)


def test_write_without_a_version_is_refused(program: Program, project: Project) -> None:
    answer = program.send("PUT", f"/api/v1/projects/{project.id}", WRITTEN)

    assert (answer.status_code, "If-Match" in (answer.json or {})["detail"]) == (428, True)


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"title": ""}, "title", "A project needs a title."),
        ({"title": "x" * 121}, "title", "This is too long: 120 characters are possible."),
        (
            {"demo_url": "javascript:alert(1)"},
            "demo_url",
            "This is not an address of a page. It begins with https:// or http://.",
        ),
        ({"state": "SUBMITTED"}, "state", "There is no such field."),
    ],
)
def test_write_that_is_not_acceptable_names_the_field(
    program: Program, project: Project, change: dict[str, str], field: str, sentence: str
) -> None:
    answer = program.send("PUT", f"/api/v1/projects/{project.id}", WRITTEN | change, If_Match='"1"')

    assert (answer.status_code, answer.json) == (
        422,
        {
            "type": "about:blank",
            "title": "Unprocessable Entity",
            "status": 422,
            "detail": sentence,
            "errors": [{"field": field, "detail": sentence}],
        },
    )


def test_write_by_somebody_who_may_only_see_it_is_denied(app: Flask, session: Session, project: Project) -> None:
    judge = make_account(session)
    give_event_role(session, session.get_one(Event, project.event_id), judge, "judge")

    answer = Program(app, make_token(session, judge)).send(
        "PUT", f"/api/v1/projects/{project.id}", WRITTEN, If_Match='"1"'
    )

    assert (answer.status_code, (answer.json or {})["detail"]) == (403, "Only members of the team can do this.")


def test_project_that_is_not_open_to_the_reader_does_not_exist(app: Flask, session: Session, project: Project) -> None:
    stranger = Program(app, make_token(session, make_account(session)))

    answers = [
        stranger.get(f"/api/v1/projects/{project.id}"),
        stranger.send("PUT", f"/api/v1/projects/{project.id}", WRITTEN, If_Match='"1"'),
    ]

    assert [(answer.status_code, "Whisperer" in answer.text) for answer in answers] == [(404, False)] * 2
