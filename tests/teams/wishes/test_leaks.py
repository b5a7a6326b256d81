"""Whom somebody should not be in a team with is read by organizers, and by nobody else in any way."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, FactSubject
from hackathon.core.kept import Kept
from hackathon.core.mail import Mail
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.people.privacy.commands import erase_account
from hackathon.people.privacy.queries import kept_about, rows_about
from hackathon.teams.wishes.commands import keep_apart, tell_apart, wish_together
from hackathon.teams.wishes.models import ApartWish
from hackathon.teams.wishes.queries import wishes_of_event
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_registration, make_team
from tests.factories.events import give_event_role

Open = Callable[[Account | None], Browser]
Working = Callable[..., AbstractContextManager[Work]]
Participant = Callable[[str], Account]
TELLER, NAMED = "Tessa Teller", "Norbert Named"
PAGES = (
    "/",
    "/inbox",
    "/people/privacy",
    "/events/spring",
    "/events/spring/activity",
    "/events/spring/board",
    "/events/spring/choices",
    "/events/spring/companions",
    "/events/spring/wishes",
    "/events/spring/teams/matching",
    "/events/spring/teams",
    "/events/spring/teams/people",
    "/api/v1/events/spring/choices",
    "/api/v1/events/spring/teams",
)


@pytest.fixture
def teller(participant: Participant) -> Account:
    """Who asks not to be in a team with somebody."""
    return participant(TELLER)


@pytest.fixture
def named(participant: Participant) -> Account:
    """Whom it is about."""
    return participant(NAMED)


def seen_by(browser: Browser, words: str) -> list[str]:
    return [page for page in PAGES if words in browser.get(page).text]


def test_no_page_of_anybody_but_organizers_changes_when_it_is_told(
    app: Flask,
    session: Session,
    browser: Open,
    working: Working,
    clock: StandingClock,
    event: Event,
    participant: Participant,
    teller: Account,
    named: Account,
) -> None:
    mentor = make_account(session, "", "host")
    give_event_role(session, event, mentor, "mentor")
    readers = [browser(who) for who in (named, participant("Otto Other"), mentor)]
    before = [[reader.get(page).text for page in PAGES] for reader in readers]

    with working(teller) as work:
        tell_apart(work, event.id, named.id)
    deliver_pending(session, clock)
    app.extensions["kept"] = Kept()

    assert [[reader.get(page).text for page in PAGES] for reader in readers] == before
    assert (session.scalars(select(Notice)).all(), session.scalars(select(Mail)).all()) == ([], [])


def test_organizers_read_it_but_not_one_whom_it_names(
    session: Session, browser: Open, working: Working, event: Event, organizer: Account, teller: Account
) -> None:
    other_organizer = make_account(session, NAMED)
    give_event_role(session, event, other_organizer, "organizer")
    make_registration(session, event, other_organizer)

    with working(teller) as work:
        tell_apart(work, event.id, other_organizer.id)

    told = f"{TELLER} and {NAMED}"
    assert seen_by(browser(organizer), told) == ["/events/spring/wishes"]
    assert seen_by(browser(other_organizer), told) == []
    assert seen_by(browser(teller), NAMED) == [
        "/events/spring/companions",
        "/events/spring/teams",
        "/events/spring/teams/people",
    ]


def test_teller_s_own_page_counts_and_names_nobody(
    browser: Open, working: Working, event: Event, teller: Account, named: Account
) -> None:
    with working(teller) as work:
        tell_apart(work, event.id, named.id)

    page = browser(teller).get("/events/spring/companions").text

    assert "You told the organizers about one person." in page
    assert page.count(NAMED) == page.count(f'<option value="{NAMED}">') == 1


def test_facts_of_it_name_nobody_and_show_on_no_page(
    session: Session, working: Working, event: Event, teller: Account, named: Account, organizer: Account
) -> None:
    with working(teller) as work:
        tell_apart(work, event.id, named.id)
    with working(organizer) as work:
        keep_apart(work, event.id, teller.id, named.id)

    facts = session.scalars(select(FactRow).where(FactRow.kind.startswith("teams.wishes."))).all()
    shown = select(FactSubject.kind).where(FactSubject.fact_id.in_([fact.id for fact in facts]))
    assert [(sorted(json.loads(fact.payload)), fact.audience) for fact in facts] == [
        (["event_id", "subject_id"], "organizers")
    ] * 2
    assert set(session.scalars(shown)) == {"apart_wish"}


def test_copies_of_one_s_data_hold_only_what_one_told_oneself(
    session: Session, working: Working, event: Event, teller: Account, named: Account
) -> None:
    with working(teller) as work:
        tell_apart(work, event.id, named.id)
        wish_together(work, event.id, named.id)

    own, theirs = rows_about(session, teller.id), rows_about(session, named.id)
    counted = {kept.table for rows in kept_about(session, named).values() for kept in rows}

    assert [len(own["apart_wishes"]), len(own["together_wishes"])] == [1, 1]
    assert [list(theirs["apart_wishes"]), list(theirs["together_wishes"])] == [[], []]
    assert counted & {"apart_wishes", "together_wishes"} == set()


@pytest.mark.parametrize("erased", [TELLER, NAMED])
def test_erasing_either_of_the_two_leaves_no_wish(
    session: Session, working: Working, event: Event, teller: Account, named: Account, organizer: Account, erased: str
) -> None:
    with working(teller) as work:
        tell_apart(work, event.id, named.id)
        wish_together(work, event.id, named.id)
    who = teller if erased == TELLER else named

    with working(who) as work:
        erase_account(work, who.id, who.email, is_proven=True)

    session.expire_all()
    wishes = wishes_of_event(session, event.id)
    assert (wishes.together, wishes.apart) == (frozenset(), frozenset())
    assert who.id not in [each for row in session.execute(select(ApartWish.one_id, ApartWish.other_id)) for each in row]


def test_order_of_the_board_does_not_tell_it(
    session: Session, browser: Open, working: Working, event: Event, teller: Account, named: Account
) -> None:
    make_team(session, event, make_account(session, "Cap"), name="Alpha")
    pages = [browser(who).get("/events/spring/teams/people").text for who in (teller, named)]

    with working(teller) as work:
        tell_apart(work, event.id, named.id)

    assert [browser(who).get("/events/spring/teams/people").text for who in (teller, named)] == pages
