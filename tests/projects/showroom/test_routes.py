"""The gallery, the list of all projects and their JSON."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event, make_project, make_team
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


def shown(page: str, *titles: str) -> list[str]:
    return [title for title in titles if title in page]


def test_gallery_shows_each_reader_what_they_may_see(session: Session, browser: Open) -> None:
    organizer, judge, captain, outsider = (make_account(session) for _ in range(4))
    event = make_event(session, "running", organizer=organizer, judges=(judge,))
    make_project(session, make_team(session, event, captain), title="Alpha")
    make_project(session, make_team(session, event), title="Beta")
    make_project(session, make_team(session, make_event(session, "over", state="RELEASED")), title="Gamma")
    titles = ("Alpha", "Beta", "Gamma")

    gallery = [
        shown(browser(who).get(f"/events/{event.slug}/projects").text, *titles)
        for who in (organizer, judge, captain, outsider)
    ]
    index = [shown(browser(who).get("/projects").text, *titles) for who in (organizer, captain, outsider)]

    assert gallery == [["Alpha", "Beta"], ["Alpha", "Beta"], ["Alpha"], []]
    assert index == [["Alpha", "Beta", "Gamma"], ["Alpha", "Gamma"], ["Gamma"]]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("owl", ["Night OWL"]),
        ("100%", ["100% sure"]),
        ("_", ["snake_case"]),
        ("%", ["100% sure"]),
        ("\\", []),
        ("'; DROP", []),
        ("  ", ["100% sure", "Night OWL", "snake_case"]),
    ],
)
def test_gallery_finds_words_as_they_are_typed(session: Session, browser: Open, words: str, found: list[str]) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    titles = ("100% sure", "Night OWL", "snake_case")
    for title in titles:
        make_project(session, make_team(session, event), title=title)

    page = browser(organizer).get(f"/events/{event.slug}/projects", query_string={"q": words})

    assert (page.status_code, shown(page.text, *titles)) == (200, found)


def test_gallery_narrows_to_a_question_and_ignores_what_is_none(session: Session, browser: Open) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    challenge = make_challenge(session, event, title="Drift?")
    make_project(session, make_team(session, event, challenge=challenge), title="On it")
    make_project(session, make_team(session, event), title="Elsewhere")
    reader, path = browser(organizer), f"/events/{event.slug}/projects"

    narrowed = reader.get(f"{path}?challenge={challenge.id}").text
    everything = reader.get(f"{path}?challenge=nonsense&page=nonsense").text

    assert shown(narrowed, "On it", "Elsewhere") == ["On it"]
    assert shown(everything, "On it", "Elsewhere") == ["On it", "Elsewhere"]


def test_gallery_with_nothing_that_fits_says_how_to_see_more(session: Session, browser: Open) -> None:
    event = make_event(session, "running")
    reader, path = browser(make_account(session)), f"/events/{event.slug}/projects"

    empty, unfitting = reader.get(path).text, reader.get(f"{path}?q=owl").text

    assert ("No project to see yet" in empty, "Nothing fits" in unfitting) == (True, True)


def test_gallery_of_a_draft_event_is_not_found(session: Session, browser: Open) -> None:
    event = make_event(session, "running", state="DRAFT")
    reader = browser(make_account(session))

    answers = [reader.get(f"{prefix}/events/{event.slug}/projects") for prefix in ("", "/api/v1")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_gallery_is_paged_with_what_was_asked_for_kept(session: Session, browser: Open) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    for number in range(25):
        make_project(session, make_team(session, event), title=f"Owl {number:02}")
    path = f"/events/{event.slug}/projects?q=owl"

    first, second = browser(organizer).get(path).text, browser(organizer).get(f"{path}&page=2").text

    assert shown(first, "Owl 00", "Owl 23", "Owl 24") == ["Owl 00", "Owl 23"]
    assert shown(second, "Owl 00", "Owl 23", "Owl 24") == ["Owl 24"]
    assert "q=owl&amp;page=2" in first


def test_event_page_counts_projects_without_naming_them(session: Session, browser: Open) -> None:
    event = make_event(session, "running")
    make_project(session, make_team(session, event), title="Secret plan", state="SUBMITTED")
    make_project(session, make_team(session, event), title="Secret draft")

    page = browser(make_account(session)).get(f"/events/{event.slug}").text

    assert ("2 projects" in page, "1 handed in" in page, "Secret" in page) == (True, True, False)


def test_api_lists_the_projects_the_reader_may_see(session: Session, browser: Open) -> None:
    captain = make_account(session)
    event = make_event(session, "running")
    team = make_team(session, event, captain, challenge=make_challenge(session, event, title="Drift?"), name="Owls")
    project = make_project(session, team, title="Whisperer", summary="Warns.", state="SUBMITTED")
    make_project(session, make_team(session, event), title="Not mine")

    answer = browser(captain).get(f"/api/v1/events/{event.slug}/projects")

    assert answer.json == {
        "items": [
            {
                "id": project.id,
                "title": "Whisperer",
                "summary": "Warns.",
                "team": "Owls",
                "challenge": "Drift?",
                "state": "SUBMITTED",
                "url": f"/projects/{project.id}",
            }
        ],
        "total": 1,
        "next": None,
    }


def test_api_asks_strangers_to_sign_in_with_a_problem(session: Session, browser: Open) -> None:
    event = make_event(session, "running")

    answer = browser(None).get(f"/api/v1/events/{event.slug}/projects")

    assert (answer.status_code, answer.content_type) == (401, "application/problem+json")


@pytest.mark.parametrize("path", ["/projects", "/events/{slug}/projects", "/api/v1/events/{slug}/projects"])
def test_lists_ask_the_same_with_one_project_and_with_three(
    session: Session, browser: Open, queries: QueryCounter, path: str
) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    make_project(session, make_team(session, event, challenge=make_challenge(session, event)))
    reader, address = browser(organizer), path.format(slug=event.slug)
    reader.get(address)

    with queries() as one:
        reader.get(address)
    for _ in range(2):
        make_project(session, make_team(session, event, challenge=make_challenge(session, event)))
    with queries() as three:
        reader.get(address)

    assert len(one) == len(three)
    assert len(three) <= 12
