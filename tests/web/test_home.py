"""The home page: what waits, nearest first, and what others did since."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.core.contributions import HomeCard, Viewing
from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_event
from tests.queries import QueryCounter

Working = Callable[..., AbstractContextManager[Work]]


@dataclass(frozen=True, kw_only=True)
class LampLit(Fact):
    """For these tests only."""

    kind = "tests.lamps.lit"
    subject = "event"
    sentence = lazy("%(actor)s lit a lamp")


@dataclass(frozen=True, kw_only=True)
class LampCounted(Fact):
    """For these tests only, and for administrators."""

    kind = "tests.lamps.counted"
    subject = "event"
    sentence = lazy("%(actor)s counted the lamps")
    audience = Audience.ADMINS


@pytest.fixture
def cards(app: Flask) -> Iterator[list[HomeCard]]:
    """Let a package wait for everybody with these cards."""
    waiting: list[HomeCard] = []

    def show(_viewing: Viewing) -> list[HomeCard]:
        return waiting

    sources = app.extensions["contributions"].home_cards
    sources.append(show)
    yield waiting
    sources.remove(show)


def test_home_of_a_stranger_is_the_sign_in_page(app: Flask) -> None:
    answer = Browser(app).get("/")

    assert (answer.status_code, answer.location) == (302, "/sign-in")


def test_home_lists_what_waits_the_nearest_first_and_the_undated_last(
    app: Flask, session: Session, cards: list[HomeCard]
) -> None:
    jo = make_account(session, "Jo", profile={"unit": "Grid"})
    for title, due in (("no date", None), ("in three days", 72), ("in one hour", 1)):
        at = None if due is None else NOON + timedelta(hours=due)
        cards.append(HomeCard(title, "<b>detail</b>", "/events", "Go", due=at))

    page = Browser(app, jo).get("/").text

    titles = ("no date", "in three days", "in one hour")
    assert sorted(titles, key=lambda title: page.index(f">{title}<")) == ["in one hour", "in three days", "no date"]
    assert "3 things, the nearest first." in page
    assert "<b>detail</b>" not in page


def test_home_where_nothing_waits_says_so(app: Flask, session: Session) -> None:
    page = Browser(app, make_account(session, "Jo", profile={"unit": "Grid"})).get("/").text

    assert "Nothing waits for you" in page


def test_news_are_what_others_did_where_one_holds_a_role(app: Flask, session: Session, working: Working) -> None:
    jo, amy, eve = (make_account(session, name) for name in ("Jo", "Amy", "Eve"))
    mine, other = make_event(session, organizer=jo), make_event(session, organizer=amy)

    def light(who: Account, event_id: int) -> None:
        with working(who) as work:
            work.record(LampLit(subject_id=event_id))
            work.record(LampCounted(subject_id=event_id))

    light(amy, mine.id)
    light(jo, mine.id)
    light(eve, other.id)
    pages = {who.display_name: Browser(app, who).get("/").text for who in (jo, amy, eve)}

    lit = {
        name: [who for who in ("Jo", "Amy", "Eve") if f">{who}</a> lit a lamp" in page] for name, page in pages.items()
    }
    assert lit == {"Jo": ["Amy"], "Amy": ["Eve"], "Eve": []}
    assert not any("counted the lamps" in page for page in pages.values())


def test_news_cost_two_queries_however_many_there_are(
    app: Flask, session: Session, working: Working, queries: QueryCounter
) -> None:
    jo, amy = make_account(session, "Jo"), make_account(session, "Amy")
    event_id = make_event(session, organizer=jo).id
    opened = Browser(app, jo)

    def asked() -> int:
        with queries() as seen:
            opened.get("/")
        return len(seen)

    with working(amy) as work:
        work.record(LampLit(subject_id=event_id))
    for_one = asked()
    for _lamp in range(2):
        with working(amy) as work:
            work.record(LampLit(subject_id=event_id))

    assert for_one == asked()
