"""A project's page and its forms as people use them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import TeamMember
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_challenge, make_event, make_project, make_registration, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


def test_project_page_shows_lineage_words_links_and_team(session: Session, browser: Open) -> None:
    event = make_event(session, "running", name="Spring Datathon")
    captain = make_account(session, "Ines")
    team = make_team(session, event, captain, challenge=make_challenge(session, event, title="Drift?"), name="Owls")
    project = make_project(
        session, team, title="Whisperer", description="It **works**.", demo_url="https://demo.example.org"
    )

    page = browser(captain).get(f"/projects/{project.id}").text

    for words in (
        "“Drift?”",
        "Spring Datathon",
        "Owls",
        "Whisperer",
        "<strong>works</strong>",
        'href="https://demo.example.org"',
        "Ines",
        "not handed in yet",
        f"/projects/{project.id}/edit",
    ):
        assert words in page


def test_project_page_of_others_does_not_exist_until_results_are_out(session: Session, browser: Open) -> None:
    event = make_event(session, "running")
    project = make_project(session, make_team(session, event), title="Secret plan")
    outsider = browser(make_account(session))

    before = outsider.get(f"/projects/{project.id}")
    session.refresh(event)
    event.state = "RELEASED"
    session.commit()
    after = outsider.get(f"/projects/{project.id}")

    assert (before.status_code, "Secret plan" in before.text) == (404, False)
    assert (after.status_code, "Secret plan" in after.text, "/edit" in after.text) == (200, True, False)


def test_project_page_escapes_what_teams_typed(session: Session, browser: Open) -> None:
    member = make_account(session)
    team = make_team(session, make_event(session, "running"), member)
    project = make_project(session, team, title="<script>1</script>", description="<script>2</script>ok")

    page = browser(member).get(f"/projects/{project.id}").text

    assert ("<script>1" in page, "<script>2" in page) == (False, False)


def test_start_makes_a_project_named_after_the_team_unless_told_otherwise(session: Session, browser: Open) -> None:
    member = make_account(session)
    team = make_team(session, make_event(session, "running"), member, name="Night Owls")
    path = f"/projects/start/{team.id}"

    offered = browser(member).get(path).text
    answer = browser(member).post(path, title="Whisperer", summary="")

    project = session.scalars(select(Project)).one()
    assert 'value="Night Owls"' in offered
    assert (answer.status_code, answer.location, project.title) == (302, f"/projects/{project.id}", "Whisperer")


def test_start_without_a_title_keeps_the_summary(session: Session, browser: Open) -> None:
    member = make_account(session)
    team = make_team(session, make_event(session, "running"), member)

    answer = browser(member).post(f"/projects/start/{team.id}", title="", summary="Kept words")

    assert (answer.status_code, "Give the project a title." in answer.text, "Kept words" in answer.text) == (
        422,
        True,
        True,
    )
    assert session.scalars(select(Project)).all() == []


def test_start_a_second_time_is_a_conflict(session: Session, browser: Open) -> None:
    member = make_account(session)
    team = make_team(session, make_event(session, "running"), member)
    make_project(session, team)

    answer = browser(member).post(f"/projects/start/{team.id}", title="Second", summary="")

    assert (answer.status_code, "This team has a project already." in answer.text) == (409, True)


def test_edit_saves_and_a_second_editor_with_the_old_page_is_told(session: Session, browser: Open) -> None:
    captain, member = make_account(session), make_account(session)
    project = make_project(session, make_team(session, make_event(session, "running"), captain, member))
    path = f"/projects/{project.id}/edit"

    first = browser(captain).post(path, title="First", description="One", version="1")
    second = browser(member).post(path, title="Second", description="Kept words", version="1")

    session.refresh(project)
    assert (first.status_code, second.status_code, project.title, project.description) == (302, 409, "First", "One")
    assert "Kept words" in second.text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give the project a title."),
        ("title", "x" * 121, "Field cannot be longer than 120 characters."),
        ("summary", "x" * 501, "Field cannot be longer than 500 characters."),
        ("demo_url", "javascript:alert(1)", "This is not an address of a page."),
        ("video_url", "just words", "This is not an address of a page."),
    ],
)
def test_edit_with_bad_input_keeps_what_was_typed_and_saves_nothing(
    session: Session, browser: Open, field: str, value: str, sentence: str
) -> None:
    member = make_account(session)
    project = make_project(session, make_team(session, make_event(session, "running"), member), title="Before")

    answer = browser(member).post(
        f"/projects/{project.id}/edit", {"title": "After", "description": "Kept words", "version": "1", field: value}
    )

    session.refresh(project)
    assert (answer.status_code, sentence in answer.text, "Kept words" in answer.text) == (422, True, True)
    assert (project.title, project.version) == ("Before", 1)


def test_team_page_offers_members_to_start_and_then_shows_the_project_to_those_who_may_see_it(
    session: Session, browser: Open
) -> None:
    event = make_event(session, "forming")
    member, outsider = make_account(session), make_account(session)
    team = make_team(session, event, member)
    path = f"/events/{event.slug}/teams/{team.id}"

    before = [browser(who).get(path).text for who in (member, outsider)]
    make_project(session, team, title="Secret plan")
    after = [browser(who).get(path).text for who in (member, outsider)]

    assert [f"/projects/start/{team.id}" in page for page in before] == [True, False]
    assert ["Secret plan" in page for page in after] == [True, False]
    assert "This team has a project." in after[1]


def test_activity_of_event_and_team_does_not_name_a_project_that_is_not_open_yet(
    session: Session, browser: Open
) -> None:
    event = make_event(session, "running")
    member, outsider = make_account(session), make_account(session)
    team = make_team(session, event, member, name="Owls")
    browser(member).post(f"/projects/start/{team.id}", title="Secret plan", summary="")

    pages = [
        browser(outsider).get(path).text for path in (f"/events/{event.slug}", f"/events/{event.slug}/teams/{team.id}")
    ]

    assert ["Secret plan" in page for page in pages] == [False, False]
    assert "started the project of" in pages[1]


def test_home_reminds_captains_to_start_until_they_did(session: Session, browser: Open, clock: StandingClock) -> None:
    event = make_event(session, "running")
    captain, member = make_account(session), make_account(session)
    team = make_team(session, event, captain, member, name="Owls")
    sentence = "Start the project of Owls"

    before = [sentence in browser(who).get("/").text for who in (captain, member)]
    make_project(session, team)
    after = sentence in browser(captain).get("/").text

    assert (before, after) == ([True, False], False)


def test_project_page_asks_the_same_of_a_small_team_and_a_large_one(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    event = make_event(session, "running")
    captain = make_account(session)
    team = make_team(session, event, captain, challenge=make_challenge(session, event))
    reader = browser(captain)
    reader.post(f"/projects/start/{team.id}", title="Owl", summary="")
    path = f"/projects/{session.scalars(select(Project.id)).one()}"
    reader.get(path)

    with queries() as one:
        reader.get(path)
    for version in (1, 2):
        member = make_account(session)
        make_registration(session, event, member)
        session.add(TeamMember(team_id=team.id, account_id=member.id, event_id=event.id, joined_at=team.created_at))
        session.commit()
        reader.post(f"{path}/edit", title="Owl", version=str(version))
    reader.get(path)
    with queries() as three:
        reader.get(path)

    assert len(one) == len(three)
    assert len(three) <= 12
