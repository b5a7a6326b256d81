"""The organizers' board of judging."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories.judging import make_ballot, make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


def test_board_shows_counts_of_judges_and_projects(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    make_ballot(session, judged.judges[0], judged.projects[0], (4, 4))
    make_ballot(session, judged.judges[0], judged.projects[1])
    make_ballot(session, judged.judges[1], judged.projects[1], state="RECUSED")

    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging")

    assert page.status_code == 200
    for words in ("1 of 2 ballots are cast", "1 ballot left", "stepped back from 1", judged.projects[1].title):
        assert words in page.text


def test_board_of_an_event_without_judges_and_projects_says_what_to_do(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session, judges=0, projects=0)

    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging")

    assert "Nothing handed in yet" in page.text
    assert "Give somebody the role" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_board_of_any_size_asks_the_same_number_of_queries(
    session: Session, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    judged = make_judged_event(session, judges=count, projects=count)
    for judge in judged.judges:
        for project in judged.projects:
            make_ballot(session, judge, project, (4, 4))
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging"

    with queries() as seen:
        organizer.get(path)

    assert len(seen) == 5


def test_assign_and_remind_lead_back_to_the_board(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    organizer, board = browser(judged.organizer), f"/events/{judged.event.slug}/judging"

    assigned = organizer.post(f"{board}/assign")
    reminded = organizer.post(f"{board}/remind")

    assert (assigned.status_code, assigned.location) == (302, board)
    assert (reminded.status_code, reminded.location) == (302, board)
    assert session.scalar(select(func.count()).select_from(Ballot)) == 4


def test_board_and_its_buttons_are_closed_to_judges(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)
    judge, board = browser(judged.judges[0]), f"/events/{judged.event.slug}/judging"

    assert judge.get(board).status_code == 403
    assert judge.post(f"{board}/assign").status_code == 403
    assert judge.post(f"{board}/remind").status_code == 403


def test_home_tells_an_organizer_to_assign_judges(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)

    page = browser(judged.organizer).get("/")

    assert "Assign the judges" in page.text
