"""The page of awards, and where awards are shown."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_handed_in, make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session, state="RELEASED")


def test_award_stands_on_the_pages_of_event_and_project(session: Session, judged: Judged, browser: OpenBrowser) -> None:
    given = browser(judged.organizer).post(
        f"/events/{judged.event.slug}/awards",
        {"project_id": judged.projects[0].id, "name": "Best use of data", "reason": "It says where it fails."},
    )
    guest = browser(make_account(session))

    assert (given.status_code, given.location) == (302, f"/events/{judged.event.slug}/awards")
    for path in (f"/events/{judged.event.slug}", f"/projects/{judged.projects[0].id}"):
        page = guest.get(path).text
        assert "Best use of data" in page
        assert "It says where it fails." in page


def test_award_without_a_name_is_refused_beside_it(judged: Judged, browser: OpenBrowser) -> None:
    page = browser(judged.organizer).post(
        f"/events/{judged.event.slug}/awards", {"project_id": judged.projects[0].id, "reason": "Kept words."}
    )

    assert page.status_code == 422
    assert "Give the award a name." in page.text
    assert "Kept words." in page.text


def test_award_for_a_project_of_another_event_is_refused(
    session: Session, judged: Judged, browser: OpenBrowser
) -> None:
    other = make_judged_event(session)

    page = browser(judged.organizer).post(
        f"/events/{judged.event.slug}/awards", {"project_id": other.projects[0].id, "name": "First"}
    )

    assert page.status_code == 422


def test_page_is_closed_to_others_and_before_the_release(
    session: Session, judged: Judged, browser: OpenBrowser
) -> None:
    early = make_judged_event(session)

    assert browser(judged.judges[0]).get(f"/events/{judged.event.slug}/awards").status_code == 403
    assert browser(early.organizer).get(f"/events/{early.event.slug}/awards").status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_number_of_queries_whatever_was_judged(
    session: Session, judged: Judged, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    organizer = browser(judged.organizer)
    for number in range(count):
        project = make_handed_in(session, judged.event)
        make_ballot(session, judged.judges[0], project, (4, 4))
        organizer.post(f"/events/{judged.event.slug}/awards", {"project_id": project.id, "name": f"Award {number}"})
    organizer.get(f"/events/{judged.event.slug}/awards")  # shows the flashed sentences, once

    with queries() as seen:
        organizer.get(f"/events/{judged.event.slug}/awards")

    assert len(seen) == 4
