"""Linking as people do it: an address that cannot be taken is refused beside the field, before anything is asked."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.jobs import Job
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.models import Commit, Repository
from tests.browsing import Browser
from tests.factories import make_commit, make_repository
from tests.projects.conftest import Crew

Opens = Callable[[Account | None], Browser]
URL = "https://git.example.org/team/radar.git"


def test_link_by_a_member_keeps_the_address_and_asks_to_read_it(session: Session, browser: Opens, crew: Crew) -> None:
    answer = browser(crew.member).post(f"/projects/{crew.project.id}/repository", url=URL)

    repository = session.scalars(select(Repository)).one()
    assert answer.status_code == 302
    assert (repository.kind, repository.url, repository.linked_by) == ("mirrored", URL, crew.member.id)
    assert [(job.name, job.subject_id) for job in session.scalars(select(Job))] == [
        ("projects.repositories.sync", repository.id)
    ]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ext::sh -c touch% /tmp/owned", "Addresses with :: start programs and are not taken."),
        ("file:///etc", "This is a path, which nobody else can reach."),
        ("/srv/git/team.git", "This is a path, which nobody else can reach."),
        ("ssh://git@git.example.org/team.git", "SSH addresses need a key that the platform lacks."),
        ("git@git.example.org:team.git", "SSH addresses need a key that the platform lacks."),
        ("--upload-pack=touch", "An address cannot begin with a dash."),
        ("https://ines:secret@git.example.org/team.git", "Leave the user name and password out"),
        ("https://2130706433/team.git", "Write the host by its name, not as a number."),
        ("", "Paste the address from which others clone it."),
    ],
)
def test_link_of_a_hostile_address_is_refused_beside_the_field(
    session: Session, browser: Opens, crew: Crew, url: str, sentence: str
) -> None:
    answer = browser(crew.captain).post(f"/projects/{crew.project.id}/repository", url=url)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalars(select(Repository)).all() == []
    assert session.scalars(select(Job)).all() == []


def test_link_elsewhere_after_somebody_else_did_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    make_repository(session, crew.project, version=2)

    answer = browser(crew.captain).post(f"/projects/{crew.project.id}/repository", url=URL, version=1)

    assert answer.status_code == 409
    assert URL in answer.text
    assert session.scalars(select(Repository.url)).one() != URL


def test_unlink_forgets_the_commits(session: Session, browser: Opens, crew: Crew) -> None:
    make_commit(session, make_repository(session, crew.project))

    answer = browser(crew.member).post(f"/projects/{crew.project.id}/repository/unlink")

    assert answer.status_code == 302
    assert session.scalars(select(Repository)).all() == []
    assert session.scalars(select(Commit)).all() == []


def test_sync_now_asked_twice_waits_once(session: Session, browser: Opens, crew: Crew) -> None:
    make_repository(session, crew.project)

    statuses = [
        browser(who).post(f"/projects/{crew.project.id}/repository/sync").status_code
        for who in (crew.member, crew.organizer)
    ]

    assert statuses == [302, 302]
    assert len(session.scalars(select(Job)).all()) == 1


def test_sync_now_of_nothing_says_what_to_do(browser: Opens, crew: Crew) -> None:
    answer = browser(crew.member).post(f"/projects/{crew.project.id}/repository/sync")

    assert answer.status_code == 409
    assert "Link one first." in answer.text


@pytest.mark.parametrize("path", ["", "/unlink", "/sync"])
def test_repository_of_another_team_is_out_of_reach(session: Session, browser: Opens, crew: Crew, path: str) -> None:
    make_repository(session, crew.project)

    statuses = [
        browser(who).post(f"/projects/{crew.project.id}/repository{path}", url=URL).status_code
        for who in (crew.rival, crew.judge)
    ]

    assert statuses == [404, 403]
    assert session.scalars(select(Repository.url)).one() != URL
    assert session.scalars(select(Job)).all() == []
