"""In a made-up language every sentence stands in brackets: what stands outside of them was never wrapped."""

import re
from collections.abc import Callable, Iterator
from gettext import NullTranslations
from html.parser import HTMLParser

import pytest
from flask import Flask
from sqlalchemy import String, Text, select
from sqlalchemy.orm import Session

from hackathon.core.i18n import speaking
from hackathon.people.accounts.models import Account
from hackathon.schema import METADATA
from tests.browsing import Browser
from tests.matrix.test_access import FIXED, path_of
from tests.matrix.world import ROLES, World, make_world

OPEN, CLOSE = "⟦", "⟧"
NOT_SENTENCES = {"script", "style", "code", "pre", "time", "option"}
SPOKEN_ATTRIBUTES = {"title", "alt", "placeholder", "aria-label"}
pytestmark = pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")


class Pseudo(NullTranslations):
    """Puts every sentence into brackets."""

    def gettext(self, message: str) -> str:
        return f"{OPEN}{message}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{OPEN}{msgid1 if n == 1 else msgid2}{CLOSE}"


class Reader(HTMLParser):
    """Collects what a person reads or hears outside the brackets, which may span elements."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self._depth = 0
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in NOT_SENTENCES
        for name, value in attrs:
            if name in SPOKEN_ATTRIBUTES and value:
                self.outside.append(re.sub(f"{OPEN}.*?{CLOSE}", " ", value))

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in NOT_SENTENCES

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        outside = []
        for letter in data:
            self._depth += letter == OPEN
            if self._depth == 0:
                outside.append(letter)
            self._depth -= letter == CLOSE
        self.outside.append("".join(outside))


def test_no_page_shows_a_sentence_that_cannot_be_translated(
    app: Flask, session: Session, browser: Callable[[Account | None], Browser]
) -> None:
    world = make_world(session)
    app.config["PROPAGATE_FAULTS"] = False
    typed = set(_typed_by_people(session)) | {app.extensions["settings"].site_name}

    with speaking(Pseudo()):
        found = {words for page in _pages(app, world, browser) for words in _unwrapped(page, typed)}

    app.config["PROPAGATE_FAULTS"] = True
    assert found == set(), "wrap these sentences in _(…)"


def _pages(app: Flask, world: World, browser: Callable[[Account | None], Browser]) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            path = path_of(app, rule, world, "mine")
            for role in ROLES:
                answer = browser(world.people[role]).get(path)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    yield answer.text


def _typed_by_people(session: Session) -> Iterator[str]:
    """List every text in the database: it is shown as somebody typed it."""
    yield from FIXED.values()
    for table in METADATA.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, String | Text)]
        for row in session.execute(select(*columns)) if columns else ():
            yield from (value for value in row if value)


def _unwrapped(page: str, typed: set[str]) -> set[str]:
    reader = Reader()
    reader.feed(page)
    text = "\n".join(reader.outside)
    for value in sorted(typed, key=len, reverse=True):
        text = text.replace(value, " ")
    return {line.strip() for line in text.splitlines() if re.search(r"[A-Za-z]{3}", line)}
