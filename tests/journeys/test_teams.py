"""The right people together: two find each other on the board, and an organizer matches everybody else."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import TeamMember
from hackathon.teams.wishes.models import ChoiceList
from tests.factories import make_account, make_challenge, make_event, make_registration
from tests.factories.saving import saved
from tests.journeys.stage import PHONE, Installation, Person, installation

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]
ORGANIZER, INES, BO, LENA = (f"{name}@example.org" for name in ("olga", "ines", "bo", "lena"))
CRAFTS = ("domain_expert", "data_scientist", "data_engineer", "domain_expert", "software_engineer")
ALONE = 40
TITLES = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heath")
TEAMS = "/events/days/teams"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation with an event where teams form, eight questions and forty-two people."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({ORGANIZER: ("Olga", "host"), INES: ("Ines",), BO: ("Bo",), LENA: ("Lena",)})
        with running.rows() as session:
            _fill(session)
        yield running


def _fill(session: Session) -> None:
    known = {account.email: account for account in session.scalars(select(Account))}
    now, day = datetime.now(UTC), timedelta(days=1)
    windows: dict[str, Any] = {
        "forming_opens_at": now - day,
        "forming_closes_at": now + 3 * day,
        "running_opens_at": now + 3 * day,
    }
    ends: dict[str, Any] = {
        "running_closes_at": now + 5 * day,
        "judging_opens_at": now + 5 * day,
        "judging_closes_at": now + 6 * day,
    }
    event = make_event(session, organizer=known[ORGANIZER], slug="days", name="Meter Days", **windows, **ends)
    questions = [make_challenge(session, event, title=title, wanted_skills=["Python"]) for title in TITLES]
    make_registration(session, event, known[INES], craft="domain_expert", skills=["load flow"])
    make_registration(session, event, known[BO], craft="data_scientist", skills=["Python"])
    others = [known[LENA], *(make_account(session) for _number in range(ALONE - 1))]
    for number, (person, craft) in enumerate(zip(others, cycle(CRAFTS), strict=False)):
        make_registration(session, event, person, craft=craft, skills=["Python"] if number % 3 else ["SQL"])
        ranked = [questions[(number + step) % len(questions)].id for step in range(3)]
        saved(session, ChoiceList(event_id=event.id, account_id=person.id, challenge_ids=ranked, ranked_at=now - day))


def test_two_find_each_other_and_an_organizer_matches_the_rest(place: Installation, chromium: Browser) -> None:
    ines = Person(chromium, place, "ines").sign_in(INES)
    bo = Person(chromium, place, "bo", viewport=PHONE).sign_in(BO)
    _find_each_other(ines, bo)

    olga = Person(chromium, place, "olga").sign_in(ORGANIZER)
    _propose(olga)
    team = olga.page.locator("[data-team] h3").nth(0).inner_text()
    left_out = _move_by_keyboard(olga, card=0, to="No team")
    moved = _move_by_keyboard(olga, card=1, to=team)
    olga.confirm("Apply")
    olga.sees("The teams are made.")

    told = _told(place)
    assert (len(told), moved in told, left_out in told) == (ALONE - 1, True, False)
    assert all(len(text) > 10 for text in told.values())
    lena = Person(chromium, place, "lena", viewport=PHONE).sign_in(LENA)
    lena.go("/inbox")
    lena.sees(told["Lena"].splitlines()[0])


def _find_each_other(ines: Person, bo: Person) -> None:
    ines.go(f"{TEAMS}/new")
    ines.fill(name="Night Owls", pitch="Meters that drift, found before they do.")
    ines.page.get_by_label("Data scientist").check()
    ines.page.locator("input[name=entry][value=BY_REQUEST]").check()
    ines.press("Found the team")

    bo.go(TEAMS)
    bo.follow("Night Owls")
    bo.follow("Ask to join")
    bo.fill(message="I bring Python.")
    bo.press("Ask to join")
    bo.sees("The captain has not answered yet.")

    ines.page.reload()
    ines.look()
    ines.sees("I bring Python.")
    ines.press("Accept")
    bo.go("/inbox")
    bo.waits_for("Night Owls took you in")


def _propose(olga: Person) -> None:
    olga.go(TEAMS)
    olga.follow("Put people into teams")
    olga.press("Propose teams")
    expect(olga.page.get_by_role("button", name="Move")).to_be_visible(timeout=90_000)
    olga.look()


def _move_by_keyboard(olga: Person, *, card: int, to: str) -> str:
    """Choose the last person of a planned team, and where they go, by keyboard alone; see what it brings."""
    page = olga.page
    person = page.locator("[data-team]").nth(card).locator("label.planned").last
    name = person.locator("b").inner_text()
    person.locator("input").focus()
    page.keyboard.press("Space")
    page.locator("select#to").focus()
    page.keyboard.type(to)
    expect(page.locator("select#to option:checked")).to_have_text(to)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text(f"{name} is").first.wait_for()
    olga.look()
    return name


def _told(place: Installation) -> dict[str, str]:
    """Return what each matched person was told, by name, once the platform has told somebody."""
    told, until = _told_now(place), time.monotonic() + 60
    while not told and time.monotonic() < until:
        time.sleep(0.5)
        told = _told_now(place)
    return told


def _told_now(place: Installation) -> dict[str, str]:
    with place.rows() as session:
        rows = session.execute(
            select(Account.display_name, Notice.text)
            .join(Notice, Notice.account_id == Account.id)
            .where(Notice.key.startswith("teams.matching"))
            .join(TeamMember, TeamMember.account_id == Account.id)
        ).all()
    return {row[0]: row[1] for row in rows}
