"""The ranking and the preview of its release, as pages and as JSON."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.judging.ranking.queries import present_ranking
from hackathon.judging.ranking.rules import fingerprint
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_handed_in, make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


@pytest.fixture
def judged(session: Session) -> Judged:
    judged = make_judged_event(session, projects=2)
    for project, scores in zip(judged.projects, ((2, 3), (5, 4)), strict=True):
        make_ballot(session, judged.judges[0], project, scores, feedback=f"For {project.title}")
    return judged


@pytest.fixture
def released(session: Session, judged: Judged, browser: OpenBrowser) -> Judged:
    seen = fingerprint(present_ranking(session, judged.event.id).rows)
    page = browser(judged.organizer).post(f"/events/{judged.event.slug}/judging/release", seen=seen)
    assert page.status_code == 302
    return judged


def captain_of(session: Session, judged: Judged, number: int) -> Account:
    return session.get_one(Account, session.get_one(Team, judged.projects[number].team_id).captain_id)


def test_ranking_shows_organizers_the_places_before_the_release(judged: Judged, browser: OpenBrowser) -> None:
    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/ranking")

    assert page.status_code == 200
    assert "not released" in page.text
    assert page.text.index(judged.projects[1].title) < page.text.index(judged.projects[0].title)
    assert "4.70" in page.text


@pytest.mark.parametrize("page", ["ranking", "judging/release"])
def test_ranking_of_one_judge_alone_says_that_nobody_knows_how_sure_it_is(
    session: Session, judged: Judged, browser: OpenBrowser, page: str
) -> None:
    alone = browser(judged.organizer).get(f"/events/{judged.event.slug}/{page}").text
    second = make_account(session)
    make_ballot(session, second, judged.projects[0], (3, 3))
    beside = browser(judged.organizer).get(f"/events/{judged.event.slug}/{page}").text

    assert "Too few ballots: no project has two." in alone
    assert "Too few ballots" not in beside


def test_ranking_without_a_ballot_says_so(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)

    assert "No ballot has been cast" in browser(judged.organizer).get(f"/events/{judged.event.slug}/ranking").text


@pytest.mark.parametrize("count", [1, 3])
def test_ranking_of_any_length_asks_the_same_number_of_queries(
    session: Session, judged: Judged, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    for _number in range(count):
        make_ballot(session, judged.judges[0], make_handed_in(session, judged.event), (3, 3))
    organizer, slug = browser(judged.organizer), judged.event.slug

    with queries() as of_page:
        organizer.get(f"/events/{slug}/ranking")
    with queries() as of_preview:
        organizer.get(f"/events/{slug}/judging/release")
    with queries() as of_json:
        organizer.get(f"/api/v1/events/{slug}/ranking")

    assert (len(of_page), len(of_preview), len(of_json)) == (8, 11, 8)


def test_preview_shows_what_each_team_will_read(judged: Judged, browser: OpenBrowser) -> None:
    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging/release")

    for words in ("Everybody signed in sees", f"For {judged.projects[0].title}", "4.70", "Release the results"):
        assert words in page.text


def test_preview_that_is_outdated_releases_nothing(session: Session, judged: Judged, browser: OpenBrowser) -> None:
    for seen in ("0" * 64, "", None):
        page = browser(judged.organizer).post(f"/events/{judged.event.slug}/judging/release", seen=seen)
        assert page.status_code == 409
        assert "Look at it again" in page.text

    session.expire_all()
    assert judged.event.state == "PUBLISHED"


def test_release_with_missing_ballots_is_denied(session: Session, judged: Judged, browser: OpenBrowser) -> None:
    make_ballot(session, judged.judges[0], make_handed_in(session, judged.event))

    assert browser(judged.organizer).post(f"/events/{judged.event.slug}/judging/release").status_code == 403


def test_released_ranking_is_read_by_everybody_signed_in(
    session: Session, released: Judged, browser: OpenBrowser
) -> None:
    guest = browser(make_account(session))

    page = guest.get(f"/events/{released.event.slug}/ranking")
    answer = guest.get(f"/api/v1/events/{released.event.slug}/ranking")

    assert page.status_code == 200
    assert "not released" not in page.text
    best, other = released.projects[1], released.projects[0]
    assert answer.json == {
        "released": True,
        "edition": 1,
        "method": "mean",
        "announced": "together",
        "reason": None,
        "items": [shown(session, best, 1, "4.700000"), shown(session, other, 2, "2.300000")],
    }


def shown(session: Session, project: object, place: int, mean: str) -> dict[str, object]:
    team = session.get_one(Team, project.team_id)  # type: ignore[attr-defined]
    named = {"id": project.id, "title": project.title, "team": team.name, "url": f"/projects/{project.id}"}  # type: ignore[attr-defined]
    return {
        "place": place,
        "tied": False,
        "score": mean,
        "standard_error": None,
        "mean": mean,
        "mean_place": place,
        "ballots": 1,
        "component": 1,
        "stage": 1,
        "not_separable_from": [],
        "project": named,
    }


def test_ranking_as_json_before_the_release_is_a_problem(
    session: Session, judged: Judged, browser: OpenBrowser
) -> None:
    answer = browser(make_account(session)).get(f"/api/v1/events/{judged.event.slug}/ranking")

    assert (answer.status_code, answer.content_type) == (403, "application/problem+json")
    assert answer.json is not None
    assert answer.json["detail"] == "The results of this event are not out yet."


def test_project_page_shows_its_team_scores_and_feedback_after_the_release(
    session: Session, released: Judged, browser: OpenBrowser
) -> None:
    page = browser(captain_of(session, released, 0)).get(f"/projects/{released.projects[0].id}")

    for words in ("Place 2", "mean 2.30 from 1 ballot", "Criterion 0", f"For {released.projects[0].title}"):
        assert words in page.text
    assert released.judges[0].display_name not in page.text


def test_project_page_shows_others_the_place_only(session: Session, released: Judged, browser: OpenBrowser) -> None:
    for person in (captain_of(session, released, 1), released.judges[0], make_account(session)):
        page = browser(person).get(f"/projects/{released.projects[0].id}")
        assert "Place 2" in page.text
        assert f"For {released.projects[0].title}" not in page.text


def test_event_page_shows_the_first_places_after_the_release(
    session: Session, released: Judged, browser: OpenBrowser
) -> None:
    page = browser(make_account(session)).get(f"/events/{released.event.slug}")

    assert page.text.index(released.projects[1].title) < page.text.index(released.projects[0].title)


def test_home_tells_an_organizer_to_release_when_all_is_cast(judged: Judged, browser: OpenBrowser) -> None:
    page = browser(judged.organizer).get("/")

    assert "Release the results" in page.text
    assert "2 of 2 ballots are cast" in page.text
