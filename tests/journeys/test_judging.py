"""Judging in the browser: on a phone whose network fails, and from the plan of who judges what to the release."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from hackathon.core.facts import FactRow
from hackathon.judging.ballots.facts import BallotCast
from hackathon.judging.ballots.models import Ballot
from hackathon.people.accounts.models import Account
from tests.factories import make_event
from tests.factories.judging import make_ballot, make_handed_in, make_rubric
from tests.journeys.stage import PHONE, Installation, Person, installation

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]
ORGANIZER, JUDGE = "olga@example.org", "jana@example.org"
QUEUE = "/events/days/judging/queue"
GIVEN = ((5, 4), (3, 2), (4, 1))
"""What the judge gives the three projects, by criterion, in the order of their queue."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation whose event is being judged: three projects, all of them one judge's."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({ORGANIZER: ("Olga", "host"), JUDGE: ("Jana",)})
        with running.rows() as session:
            known = {account.email: account for account in session.scalars(select(Account))}
            now = datetime.now(UTC)
            windows: dict[str, Any] = {
                "running_closes_at": now - timedelta(hours=2),
                "judging_opens_at": now - timedelta(hours=1),
                "judging_closes_at": now + timedelta(days=1),
            }
            panel = (known[JUDGE],)
            event = make_event(session, "judging", organizer=known[ORGANIZER], judges=panel, slug="days", **windows)
            make_rubric(session, event)
            for position, title in enumerate(("Amber", "Birch", "Cedar")):
                make_ballot(session, known[JUDGE], make_handed_in(session, event, title=title), position=position)
        yield running


def test_a_judge_on_a_phone_loses_the_network_and_neither_a_score_nor_a_cast(
    place: Installation, chromium: Browser
) -> None:
    jana = Person(chromium, place, "jana", viewport=PHONE).sign_in(JUDGE)
    jana.go(QUEUE)
    jana.waits_until_kept(4)
    jana.follow("Score")
    _give(jana, GIVEN[0])
    jana.press("Cast and next")
    expect(jana.page.locator("h1")).to_contain_text("Birch")

    _give(jana, GIVEN[1][:1])
    _status(jana, "Saved")
    with jana.offline():
        _give(jana, GIVEN[1])
        _status(jana, "Offline. Kept on this phone")
        jana.page.get_by_role("button", name="Cast and next").click()
        expect(jana.page.locator("h1")).to_contain_text("Cedar")
        _give(jana, GIVEN[2])
        jana.page.get_by_role("button", name="Cast and next").click()
        _status_of_queue(jana, waiting=2)

    jana.page.goto(place.url + QUEUE)
    jana.waits_for("All done, thank you.")
    jana.look()
    assert _cast(place) == [("CAST", list(scores)) for scores in GIVEN]
    assert _casts_recorded(place) == len(GIVEN)
    jana.leave()


def _give(judge: Person, scores: tuple[int, ...]) -> None:
    """Touch a value for each criterion, from the first on."""
    for criterion, value in enumerate(scores):
        scale = judge.page.locator("[data-criterion]").nth(criterion)
        scale.locator(f"label:has(input[value='{value}']), input[value='{value}'] + label").first.click()


def _status(judge: Person, sentence: str) -> None:
    expect(judge.page.locator("#ballot-status")).to_contain_text(sentence, timeout=30_000)


def _status_of_queue(judge: Person, *, waiting: int) -> None:
    expect(judge.page.locator("#unsent [data-count]")).to_have_text(str(waiting), timeout=30_000)


def _cast(place: Installation) -> list[tuple[str, list[int]]]:
    with place.rows() as session:
        ballots = session.scalars(select(Ballot).order_by(Ballot.project_id)).all()
        return [(ballot.state, list(ballot.values.values())) for ballot in ballots]


def _casts_recorded(place: Installation) -> int:
    with place.rows() as session:
        return session.scalar(select(func.count()).where(FactRow.kind == BallotCast.kind)) or 0
