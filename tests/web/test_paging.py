"""Lists in pages, and addresses that ask for pages there are none of."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.web.paging import Page, page_of
from tests.factories import make_account

NAMES = ["a", "b", "c", "d", "e"]


@pytest.fixture
def page(app: Flask, session: Session) -> Callable[[str], Page]:
    """Read a page of five accounts, two by two, as an address asks for it."""
    for name in NAMES:
        make_account(session, name)

    def read(query: str) -> Page:
        with app.test_request_context(f"/people?{query}"):
            return page_of(session, select(Account.display_name).order_by(Account.id), size=2)

    return read


@pytest.mark.parametrize(
    ("query", "rows", "number"),
    [
        ("", ["a", "b"], 1),
        ("page=2", ["c", "d"], 2),
        ("page=3", ["e"], 3),
        ("page=4", [], 4),
        ("page=0", ["a", "b"], 1),
        ("page=-1", ["a", "b"], 1),
        ("page=two", ["a", "b"], 1),
        ("page=", ["a", "b"], 1),
        ("page=1e3", ["a", "b"], 1),
        ("page=99999999999999999999", ["a", "b"], 1),
        ("page=%C2%B2", ["a", "b"], 1),
        ("page=%D9%A2", ["c", "d"], 2),
        ("page=1;DROP+TABLE+accounts", ["a", "b"], 1),
    ],
)
def test_page_of_what_the_address_asks_for(
    page: Callable[[str], Page], query: str, rows: list[str], number: int
) -> None:
    found = page(query)

    assert (list(found.rows), found.number, found.total, found.pages) == (rows, number, 5, 3)


def test_page_addresses_keep_what_was_searched_for(app: Flask) -> None:
    with app.test_request_context("/people?q=a%26b&page=2"):
        found = Page(["c"], number=2, total=5, size=2)

        assert (found.prev_url, found.next_url) == ("/people?q=a%26b&page=1", "/people?q=a%26b&page=3")


@pytest.mark.parametrize("query", ["_external=1&_scheme=ftp", "_method=POST", "endpoint=x", "_anchor=x"])
def test_page_addresses_cannot_be_led_astray(app: Flask, query: str) -> None:
    with app.test_request_context(f"/people?{query}"):
        found = Page(["a"], number=1, total=5, size=2)

        assert found.next_url == f"/people?{query}&page=2"


def test_page_of_an_empty_list_is_one_page_without_neighbours(app: Flask) -> None:
    with app.test_request_context("/people"):
        found = Page([], number=1, total=0)

        assert (found.pages, found.prev_url, found.next_url) == (1, None, None)
