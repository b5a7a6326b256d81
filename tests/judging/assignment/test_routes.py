"""The organizers' board of judging."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories.judging import make_judged_event

OpenBrowser = Callable[[Account | None], Browser]


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
