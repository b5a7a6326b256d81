"""Presenting on the day: the organizer steers by keyboard, and the big screen in the room follows by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.factories import make_event, make_project, make_submission, make_team
from tests.journeys.stage import Installation, Person, installation

pytestmark = pytest.mark.slow
ORGANIZER, SCREEN = "olga@example.org", "screen@example.org"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation with an event in judging at which three teams handed in."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({ORGANIZER: ("Olga", "host"), SCREEN: ("The big screen",)})
        with running.rows() as session:
            _hand_in_three(session)
        yield running


def _hand_in_three(session: Session) -> None:
    organizer = session.scalars(select(Account).where(Account.email == ORGANIZER)).one()
    event = make_event(session, "judging", organizer=organizer, slug="days", name="Meter Days")
    for number in (1, 2, 3):
        project = make_project(session, make_team(session, event, name=f"Team {number}"), title=f"Idea {number}")
        make_submission(session, project, organizer.id)


def test_presentation_is_steered_by_keyboard_and_followed_by_other_screens(
    place: Installation, chromium: Browser
) -> None:
    organizer, screen = (Person(chromium, place, who).sign_in(who) for who in (ORGANIZER, SCREEN))
    organizer.go("/events/days/presentation")
    organizer.fill(minutes="4", seed="7")
    organizer.press("Draw")
    organizer.follow("Watch")
    screen.go("/events/days/presentation/1")
    desk, wall = organizer.page, screen.page

    desk.keyboard.press("ArrowRight")
    desk.wait_for_url("**/presentation/2")
    desk.keyboard.press("Space")

    expect(desk.get_by_role("button", name="Start again")).to_be_visible()
    wall.wait_for_url("**/presentation/2")  # it asks every three seconds
    expect(wall.locator(".stage-team")).to_have_text(desk.locator(".stage-team").inner_text())
    for page in (desk, wall):
        page.wait_for_function("document.getElementById('timer').textContent.startsWith('3:')")
    desk.keyboard.press("ArrowLeft")
    desk.wait_for_url("**/presentation/1")
    wall.wait_for_timeout(4_000)
    assert wall.url.endswith("/presentation/2")
    desk.keyboard.press("f")
    desk.wait_for_function("document.fullscreenElement !== null")
    assert (organizer.errors, screen.errors) == ([], [])
