"""Judging in the browser: on a phone whose network fails, and from the plan of who judges what to the release."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect
from sqlalchemy import func, select

from hackathon.core.facts import FactRow
from hackathon.judging.ballots.facts import BallotCast
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.rubric.models import Criterion
from hackathon.people.accounts.models import Account
from tests.factories import make_challenge, make_event, make_project, make_submission, make_team
from tests.factories.judging import make_ballot, make_handed_in, make_rubric
from tests.journeys.stage import PHONE, Installation, Person, installation

pytestmark = [pytest.mark.timeout(600), pytest.mark.slow]
ORGANIZER, JUDGE, CAPTAIN = "olga@example.org", "jana@example.org", "cleo@example.org"
QUEUE = "/events/days/judging/queue"
GIVEN = ((5, 4), (3, 2), (4, 1))
"""What the judge gives the three projects, by criterion, in the order of their queue."""


SLOW_PHONE = """
const post = BroadcastChannel.prototype.postMessage;
BroadcastChannel.prototype.postMessage = function (message) {
  for (const until = performance.now() + 150; performance.now() < until; );
  post.call(this, message);
};
"""
"""Keeps a page busy each time something arrived, so that touches come in before it has read what."""
PROJECTS, JUDGES = 14, 7
"""More than everybody could score: a plan says who scores what."""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation whose event is being judged: three projects, all of them one judge's."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({ORGANIZER: ("Olga", "host"), JUDGE: ("Jana",)})
        with running.rows() as session:
            known = {account.email: account for account in session.scalars(select(Account))}
            panel = (known[JUDGE],)
            event = make_event(session, "judging", organizer=known[ORGANIZER], judges=panel, slug="days", **_open_now())
            make_rubric(session, event)
            for position, title in enumerate(("Amber", "Birch", "Cedar")):
                make_ballot(session, known[JUDGE], make_handed_in(session, event, title=title), position=position)
        yield running


def _open_now() -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "running_closes_at": now - timedelta(hours=2),
        "judging_opens_at": now - timedelta(hours=1),
        "judging_closes_at": now + timedelta(days=1),
    }


def test_a_judge_on_a_phone_loses_the_network_and_neither_a_score_nor_a_cast(
    place: Installation, chromium: Browser
) -> None:
    jana = Person(chromium, place, "jana", viewport=PHONE).sign_in(JUDGE)
    jana.go(QUEUE)
    jana.waits_until_kept(4)
    jana.follow("Score")
    _give(jana, GIVEN[0])
    # The script casts and then goes on by itself: to look before is to look at a page that is on its way out.
    jana.page.get_by_role("button", name="Cast and next").click()
    expect(jana.page.locator("h1")).to_contain_text("Birch")
    jana.look()

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

    expect(jana.page.get_by_text("All done, thank you.")).to_be_visible(timeout=60_000)
    jana.look()
    assert _cast(place) == [("CAST", list(scores)) for scores in GIVEN]
    assert _casts_recorded(place) == len(GIVEN)
    jana.leave()


def test_a_judge_who_is_faster_than_the_network_is_in_nobodys_way(place: Installation, chromium: Browser) -> None:
    jana = Person(chromium, place, "jana", viewport=PHONE).sign_in(JUDGE)
    jana.page.add_init_script(SLOW_PHONE)
    jana.go(QUEUE)
    jana.follow("Score")
    jana.page.route("**/sent", _late)
    for turn in range(24):
        _give(jana, (turn % 5 + 1, (turn + 2) % 5 + 1))
        jana.page.wait_for_timeout(37 * (turn % 7))
    _give(jana, GIVEN[0])
    jana.press("Cast and next")

    expect(jana.page.locator("h1")).to_contain_text("Birch", timeout=30_000)
    assert _cast(place)[0] == ("CAST", list(GIVEN[0]))
    jana.leave()


def test_a_judge_with_one_ballot_in_two_windows_loses_nothing(place: Installation, chromium: Browser) -> None:
    jana = Person(chromium, place, "jana", viewport=PHONE).sign_in(JUDGE)
    jana.go(QUEUE)
    jana.follow("Score")
    first, second = jana.page, jana.page.context.new_page()
    second.goto(first.url)
    expect(second.locator("#ballot-status")).to_be_attached()

    _give(jana, (5,))
    _status(jana, "Saved")
    expect(second.locator("[data-criterion]").first.locator("input[value='5']")).to_be_checked(timeout=30_000)
    jana.page = second
    second.locator("[data-criterion]").nth(1).locator(
        "label:has(input[value='4']), input[value='4'] + label"
    ).first.click()
    _status(jana, "Saved")

    assert _cast(place)[0] == ("OPEN", [5, 4])
    jana.leave()


def _late(route: Route) -> None:
    """Let an answer take its time, as over bad wifi."""
    time.sleep(0.12)
    route.continue_()


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


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation where fourteen projects wait for seven judges."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        judges = {f"judge{number}@example.org": (f"Judge {number}",) for number in range(JUDGES)}
        running.create_people({ORGANIZER: ("Olga", "host"), CAPTAIN: ("Cleo",), **judges})
        with running.rows() as session:
            known = {account.email: account for account in session.scalars(select(Account))}
            panel = tuple(known[email] for email in judges)
            event = make_event(session, "judging", organizer=known[ORGANIZER], judges=panel, slug="days", **_open_now())
            make_rubric(session, event)
            for number in range(PROJECTS - 1):
                make_handed_in(session, event, title=f"Project {number}")
            team = make_team(session, event, known[CAPTAIN], challenge=make_challenge(session, event))
            make_submission(session, make_project(session, team, title="Night radar"), known[CAPTAIN].id)
        yield running


def test_an_organizer_plans_a_judge_drops_out_and_the_results_come_out(hall: Installation, chromium: Browser) -> None:
    olga = Person(chromium, hall, "olga").sign_in(ORGANIZER)
    _plan(olga)
    loads = _loads(hall)
    assert (sum(loads.values()), max(loads.values()) - min(loads.values())) == (3 * PROJECTS, 0)

    olga.go("/events/days/people")
    olga.page.locator("li, tr", has_text="Judge 3").locator("summary").first.click()
    olga.page.locator("details[open] .menu-question button").first.click()
    olga.sees("The role is taken back.")
    _plan(olga)
    loads = _loads(hall)
    assert "Judge 3" not in loads
    assert (sum(loads.values()), max(loads.values()) - min(loads.values())) == (3 * PROJECTS, 0)

    _cast_all(hall)
    olga.close_window_at("/events/days", "Judging")
    olga.go("/events/days/judging")
    olga.sees("42 of 42")
    olga.go("/events/days/judging/release")
    olga.waits_for("Project 4")
    _when_computed(olga)
    olga.confirm("Release the results")
    olga.sees("The results are out")

    cleo = Person(chromium, hall, "cleo", viewport=PHONE).sign_in(CAPTAIN)
    cleo.go("/inbox")
    cleo.waits_for("The results are out")
    cleo.go("/events/days/ranking")
    cleo.sees("Night radar")
    cleo.follow("Night radar")
    cleo.sees("Well measured.")
    for number in range(JUDGES):
        assert f"Judge {number}" not in cleo.page.content()


def _plan(olga: Person) -> None:
    """Have a plan made, look at it, and ask the judges as it says."""
    olga.go("/events/days/judging")
    olga.follow("Assign the judges")
    olga.press("Propose a plan")
    olga.waits_for("Apply", seconds=90)
    olga.sees("Every project gets its judges")
    olga.confirm("Apply")
    olga.sees("The judges are asked")


def _loads(hall: Installation) -> dict[str, int]:
    """Count the ballots of each judge."""
    with hall.rows() as session:
        counted = select(Account.display_name, func.count()).join(Ballot, Ballot.judge_id == Account.id)
        waiting = counted.where(Ballot.state != "RECUSED").group_by(Account.display_name)
        return dict(session.execute(waiting).all())


def _cast_all(hall: Installation) -> None:
    """Let every judge cast, as nobody wants to watch."""
    with hall.rows() as session:
        criteria = session.scalars(select(Criterion.id).order_by(Criterion.position)).all()
        for ballot in session.scalars(select(Ballot)):
            ballot.give(dict.fromkeys(criteria, (ballot.project_id + ballot.judge_id % 2) % 5 + 1))
            ballot.state, ballot.cast_at, ballot.feedback = "CAST", datetime.now(UTC), "Well measured."
        session.commit()


def _when_computed(olga: Person) -> None:
    """Have the ranking computed, and look until it is."""
    until = time.monotonic() + 90
    while not olga.page.locator("summary", has_text="Release the results").count():
        assert time.monotonic() < until, olga.page.content()
        again = olga.page.get_by_role("button", name="Compute")
        if again.count():
            again.first.click()
        time.sleep(1)
        olga.go("/events/days/judging/release")
