"""Every page of the demo, opened as each of its people."""

import re
from collections import Counter, deque
from html import unescape

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.demo.conftest import Demo
from tests.queries import QueryCounter

pytestmark = pytest.mark.timeout(900)
PEOPLE = ("organizer", "participant", "judge", "steward", "product_owner", "admin")
MOST_QUERIES, MOST_BYTES = 12, 60 * 1024
ALIKE = 8
"""How many pages of one kind are opened."""
_LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
_NOT_PAGES = ("/static/", "/files/")


@pytest.mark.parametrize("key", PEOPLE)
def test_every_page_as_one_of_its_people_opens_within_the_budgets(demo: Demo, key: str) -> None:
    browser = demo.browser(key)
    with demo.app.app_context():
        queries = QueryCounter(demo.app.extensions["sqlalchemy"].engine)
    pages, opened = Pages(demo.app), 0

    trouble = []
    while path := pages.next():
        with queries() as asked:
            response = browser.get(path)
        opened += 1
        pages.found_in(response)
        trouble += [(path, what) for what in objections(response, len(asked))]

    assert trouble == []
    assert opened > 40


def objections(response: TestResponse, queries: int) -> list[str]:
    """Say what is wrong with a page."""
    is_page = response.mimetype == "text/html"
    checks = (
        (response.status_code != 200 and response.status_code // 100 != 3, f"status {response.status_code}"),
        (queries > MOST_QUERIES, f"{queries} queries"),
        (is_page and len(response.get_data()) > MOST_BYTES, f"{len(response.get_data())} bytes"),
    )
    return [sentence for objects, sentence in checks if objects]


class Pages:
    """What there is to open: found by following links from home, a few of each kind."""

    def __init__(self, app: Flask) -> None:
        self._urls = app.url_map.bind("localhost")
        self._kinds: Counter[str] = Counter()
        self._waiting = deque(["/"])
        self._known = {"/"}

    def next(self) -> str | None:
        """Return the next page to open."""
        return self._waiting.popleft() if self._waiting else None

    def found_in(self, response: TestResponse) -> None:
        """Note the links of a page."""
        links = _LINK.findall(response.get_data(as_text=True)) if response.mimetype == "text/html" else []
        for link in [unescape(each) for each in [*links, *filter(None, [response.headers.get("Location")])]]:
            if link not in self._known and not link.startswith(_NOT_PAGES):
                self._known.add(link)
                self._note(link)

    def _note(self, link: str) -> None:
        kind = self._kind(link)
        self._kinds[kind] += 1
        if self._kinds[kind] <= ALIKE:
            self._waiting.append(link)

    def _kind(self, link: str) -> str:
        try:
            endpoint, _arguments = self._urls.match(link.partition("?")[0], method="GET")
        except HTTPException:
            return link
        return str(endpoint)
