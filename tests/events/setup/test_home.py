"""What home shows of events: drafts that wait, one's own, and those to join."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_event

Open = Callable[[Account | None], Browser]


def test_home_shows_my_events_drafts_and_what_i_could_join(session: Session, browser: Open) -> None:
    ada = make_account(session)
    make_event(session, "registration", organizer=ada, name="My draft", state="DRAFT")
    make_event(session, "registration", name="To join")
    make_event(session, "registration", name="Secret plan", state="DRAFT")

    page = browser(ada).get("/").text

    assert "Get “My draft” ready and published" in page
    assert "Register for “To join”" in page
    assert "Secret plan" not in page


@pytest.mark.parametrize(
    ("opens", "due"), [(timedelta(days=2), timedelta(days=2)), (timedelta(days=-9), timedelta(days=5))]
)
def test_home_counts_a_draft_to_the_next_moment_that_is_to_come(
    session: Session, browser: Open, opens: timedelta, due: timedelta
) -> None:
    ada = make_account(session)
    make_event(
        session,
        organizer=ada,
        state="DRAFT",
        registration_opens_at=NOON + opens,
        starts_at=NOON + timedelta(days=5),
        ends_at=NOON + timedelta(days=6),
    )

    page = browser(ada).get("/").text

    assert re.findall(r'<span class="num text-[a-z]+">(.*?)</span>', page) == [f"in {due.days} days"]


def test_home_of_a_host_without_any_event_offers_to_draft_one(session: Session, browser: Open) -> None:
    host, other = make_account(session, "", "host"), make_account(session)

    pages = [browser(who).get("/").text for who in (host, other)]

    assert [('href="/events/new"' in page, "My events" in page) for page in pages] == [(True, True), (False, False)]
