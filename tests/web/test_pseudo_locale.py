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
from tests.matrix.world import World, make_world

READERS = ("stranger", "captain", "judge", "organizer", "product_owner", "admin")
OPEN, CLOSE = "⟦", "⟧"
NOT_SENTENCES = {"script", "style", "code", "pre", "time", "option", "blockquote"}
FIGURES = re.compile(
    r"((Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s)?\b\d{1,2}\s(Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\b"
    r"|\b(UTC|CEST|CET|GMT)\b|\bin\s\d+\s\w+|\b\d+\s\w+\sago\b|\b\d+\s[Bb]ytes?\b|https?://"
)
"""What is written by the rules of a locale, or is no language at all."""
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
    world = make_world(session, app.extensions["storage"])
    app.config["PROPAGATE_FAULTS"] = False
    typed = set(_typed_by_people(session)) | {app.extensions["settings"].site_name}

    with speaking(Pseudo()):
        found = {f"{path}: {words}" for path, page in _pages(app, world, browser) for words in _unwrapped(page, typed)}

    app.config["PROPAGATE_FAULTS"] = True
    assert sorted(found) == [], "wrap these sentences in _(…)"


def _pages(app: Flask, world: World, browser: Callable[[Account | None], Browser]) -> Iterator[tuple[str, str]]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.endpoint != "static":
            path = path_of(app, rule, world, "mine")
            for role in READERS:
                with browser(world.people[role]).get(path) as answer:
                    if answer.status_code == 200 and answer.mimetype == "text/html":
                        yield path, answer.get_data(as_text=True)


def _typed_by_people(session: Session) -> Iterator[str]:
    """List every text in the database: it is shown as somebody typed it."""
    yield from FIXED.values()
    for table in METADATA.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, String | Text)]
        for row in session.execute(select(*columns)) if columns else ():
            yield from (
                part for value in row if value for part in re.split(r"[*_`#\n]+|https://|:443$", value) if len(part) > 2
            )


def _unwrapped(page: str, typed: set[str]) -> set[str]:
    reader = Reader()
    reader.feed(page)
    text = "\n".join(reader.outside)
    for value in sorted(typed, key=len, reverse=True):
        text = text.replace(value, " ")
    text = FIGURES.sub(" ", text)
    return {line.strip() for line in text.splitlines() if re.search(r"[A-Za-z]{3}", line)}
