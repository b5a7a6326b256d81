"""The main navigation: which of its entries a page marks as the place where the reader is."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_event

_CURRENT = re.compile(r'<a class="nav-link"\s+href="([^"]+)"\s+aria-current="page"')


def marked_on(page: str) -> set[str]:
    return set(_CURRENT.findall(page))


@pytest.mark.parametrize("path", ["teams", "judging", "judging/rubric", "ranking", "board"])
def test_navigation_marks_the_events_on_pages_that_upper_floors_have_below_one(
    session: Session, browser: Callable[[Account], Browser], path: str
) -> None:
    organizer = make_account(session)
    event = make_event(session, "judging", organizer=organizer)

    page = browser(organizer).get(f"/events/{event.slug}/{path}").text

    assert marked_on(page) == {"/events"}


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/", "/"),
        ("/events", "/events"),
        ("/events/new", "/events"),
        ("/people", "/people"),
        ("/inbox", None),
        ("/people/me", None),
        ("/admin/mail", "/admin"),
        ("/admin/tokens", "/admin"),
        ("/admin/git-hosts", "/admin"),
        ("/admin/trackers", "/admin"),
        ("/projects", "/projects"),
    ],
)
def test_navigation_marks_where_the_reader_is(
    session: Session, browser: Callable[[Account], Browser], path: str, marked: str | None
) -> None:
    admin = make_account(session, "", "admin")

    page = browser(admin).get(path).text

    assert marked_on(page) == ({marked} if marked else set())
