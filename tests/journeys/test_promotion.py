"""The filter in the browser: five use cases screened on a phone, and a round from its opening to the signature."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.nominations.facts import CaseNominated
from hackathon.promotion.paths.facts import PathChosen
from hackathon.web.templating import day
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case, make_finished_project, make_way
from tests.factories.selection import make_candidate
from tests.journeys.stage import PHONE, Installation, Person, installation

PEOPLE = {
    "steward": ("Stefan Steward", "steward"),
    "owner": ("Petra Owner", "product_owner"),
    "mira": ("Mira Scorer", "sponsor"),
    "jonas": ("Jonas Scorer", "sponsor"),
    "amina": ("Amina Scorer", "sponsor"),
}
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class No(NamedTuple):
    """Why a use case is declined: the question that is answered with no, how the reason is called, and the words."""

    question: str
    called: str
    reason: str
    would_change: str


NOES = {
    "Birch clock": No("has_owner", "nobody would own it", "The yard closes in May.", "A yard that stays."),
    "Cedar gate": No("has_usable_data", "its data is not usable", "The badge log is kept a week.", "A year of it."),
    "Elm lamp": No("has_measured_outcome", "its outcome cannot be measured", "Nobody counts lamps.", "A baseline."),
}
PASSING = ("Amber radar", "Drift map")
QUESTIONS = ("has_owner", "has_usable_data", "has_measured_outcome")
WAITED = timedelta(days=3)
VALUES = {"Amber radar": 90_000, "Birch clock": 30_000, "Cedar gate": 60_000}
"""What a candidate is worth; every scorer says a little more than the one before."""
ROOM = "7"
"""Person-weeks: enough for two that take weeks, not for three."""
LEVELS = ("confidence", "adoption", "access", "permission", "quality", "freshness")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation with those who decide, and nothing to decide about yet."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({f"{who}@example.org": named for who, named in PEOPLE.items()})
        yield running


def test_a_steward_screens_five_and_declines_three_with_reasons(place: Installation, chromium: Browser) -> None:
    with place.rows() as session:
        for title in (*PASSING, *NOES):
            _nominate(session, title)
    back_on = datetime.now(UTC).date() + timedelta(days=60)

    steward = Person(chromium, place, "steward", viewport=PHONE).sign_in("steward@example.org")
    steward.go("/")
    expect(steward.page.get_by_role("link", name="Screen", exact=True)).to_have_count(5)
    for title in (*PASSING, *NOES):
        _screen(steward, title, back_on.isoformat())
    steward.go("/")
    expect(steward.page.get_by_role("link", name="Screen", exact=True)).to_have_count(0)

    captain = Person(chromium, place, "captain", viewport=PHONE).sign_in("cedar-gate@example.org")
    told = NOES["Cedar gate"]
    captain.go("/inbox")
    captain.waits_for(told.reason)
    captain.page.locator("li", has_text=told.reason).get_by_role("button", name="Open").click()
    captain.look()
    expect(captain.page.locator("h1")).to_contain_text("Cedar gate")
    for text in (told.called, told.reason, told.would_change, day(back_on)):
        captain.sees(text)
    _is_told_to_nobody_else(place, chromium, captain.page.url, told)
    captain.leave()

    steward.go("/use-cases/funnel")
    steward.sees("2 of 5 answered with yes, too few to judge the filter.")
    steward.sees("A no took 3 days.")
    for no in NOES.values():
        expect(steward.page.locator("tr", has_text=no.called).locator("td").first).to_have_text("1")
    steward.leave()


def _nominate(session: Session, title: str) -> None:
    """Let a team put its project forward three days ago, on the light path; its captain can sign in."""
    done = make_finished_project(session, title=title)
    known = session.scalars(select(Account).where(Account.email == "steward@example.org")).one()
    done.captain.email = f"{title.lower().replace(' ', '-')}@example.org"
    done.captain.password_hash = known.password_hash
    at = datetime.now(UTC) - WAITED
    case = make_case(session, done, created_at=at, state_since=at, path_signed_at=at)
    since = (at - LONG_AGO) / timedelta(days=1)
    make_way(session, case, (CaseNominated, since), (PathChosen, since), answers_id=1, path="light")


def _screen(steward: Person, title: str, back_on: str) -> None:
    """Answer the three questions about a use case from home, and say why where one is no."""
    steward.go("/")
    steward.page.locator("li", has_text=title).get_by_role("link", name="Screen", exact=True).click()
    steward.look()
    no = NOES.get(title)
    for question in QUESTIONS:
        answer = "no" if no and no.question == question else "yes"
        steward.page.locator(f"[name='{question}'][value='{answer}']").check()
    if no:
        steward.fill(reason=no.reason, would_change=no.would_change, come_back_on=back_on)
    steward.press("Decide")
    steward.sees("Decided. The people concerned are told.")


def _is_told_to_nobody_else(place: Installation, chromium: Browser, case: str, told: No) -> None:
    """Let the captain of another declined use case look: that it was declined is known, why is not."""
    other = Person(chromium, place, "other captain").sign_in("elm-lamp@example.org")
    other.go(case)
    other.sees("Cedar gate")
    other.sees("declined")
    assert [text for text in (told.reason, told.would_change) if text in other.page.content()] == []
    other.leave()


def test_a_round_is_scored_by_three_cut_by_capacity_and_offered_to_an_owner_who_signs(
    place: Installation, chromium: Browser
) -> None:
    with place.rows() as session:
        owner = session.scalars(select(Account).where(Account.email == "owner@example.org")).one()
        for title in VALUES:
            make_candidate(session, make_finished_project(session, owner=owner, title=title))

    chair = Person(chromium, place, "chair").sign_in("steward@example.org")
    _open_round(chair)
    for turn, who in enumerate(("mira", "jonas", "amina")):
        scorer = Person(chromium, place, who).sign_in(f"{who}@example.org")
        _score(scorer, turn)
        scorer.leave()
    _cut_and_close(chair)
    _offer(chair, "Amber radar")
    chair.leave()

    petra = Person(chromium, place, "owner").sign_in("owner@example.org")
    petra.go("/")
    petra.follow("Answer")
    petra.page.get_by_label("No budget is needed").check()
    petra.fill(metric="needless visits a month", signed_name="Petra Owner")
    petra.press("Sign and take over")
    petra.sees("It is yours now")
    petra.go("/use-cases")
    expect(petra.page.get_by_role("region", name="Adopted")).to_contain_text("Amber radar")
    petra.leave()


def _open_round(chair: Person) -> None:
    """Put a round together from all that waits, and let the scorers begin."""
    chair.go("/use-cases/rounds")
    chair.follow("Open a round")
    chair.fill(name="Autumn", capacity=ROOM)
    for who in ("Mira", "Jonas", "Amina"):
        chair.page.get_by_label(f"{who} Scorer").check()
    chair.press("Open it")
    chair.press("Let the scorers begin")
    chair.sees("The scorers are asked.")


def _score(scorer: Person, turn: int) -> None:
    """Answer about every candidate from home, and find nothing of what others answered."""
    scorer.go("/")
    scorer.follow("Score")
    scorer.follow("Score the next")
    for _each in VALUES:
        _sees_nothing_of_others(scorer, turn)
        _answer(scorer, turn)
    scorer.sees("All your answers are in.")
    _sees_nothing_of_others(scorer, turn)


def _answer(scorer: Person, turn: int) -> None:
    """Fill in one sheet."""
    likely = _worth(scorer.page.locator("h1").inner_text(), turn)
    scorer.fill(value_low=str(likely // 2), value_likely=str(likely), value_high=str(likely * 2))
    for name in LEVELS:
        scorer.page.locator(f"label[for='{name}-2']").click()
    scorer.page.locator("label[for='effort-weeks']").click()
    scorer.press("Save and next")


def _worth(title: str, turn: int) -> int:
    """Tell what a scorer says that a candidate is worth."""
    return VALUES[title] + 111 * turn


def _sees_nothing_of_others(scorer: Person, turn: int) -> None:
    """Find none of the numbers that the two others give on the page."""
    shown = scorer.page.content().replace(",", "")
    others = {str(_worth(title, other)) for title in VALUES for other in range(3) if other != turn}
    assert {number for number in others if number in shown} == set()


def _cut_and_close(chair: Person) -> None:
    """Have the best set computed in the background: two fit, and the one that is worth least does not."""
    chair.page.reload()
    chair.confirm("Cut by capacity")
    chair.waits_for("What fits")
    chair.look()
    chair.sees("2 of 3 selected, too few to judge the filter")
    chair.sees(f"{_worth('Amber radar', 1):,}")
    rows = chair.page.locator("tbody tr", has_text="#")
    expect(rows).to_contain_text(["Amber radar", "Cedar gate", "Birch clock"])
    expect(rows.locator(".badge")).to_have_text(["selected", "selected", "waiting"])
    chair.follow("Close the round")
    chair.press("Close the round")
    chair.sees("Closed. Everybody concerned is told what was decided and why.")


def _offer(chair: Person, title: str) -> None:
    """Offer what is selected to its product owner."""
    chair.follow(title)
    chair.follow("Offer to an owner")
    chair.choose(owner_id="Petra Owner")
    chair.press("Offer")
    chair.sees("Offered. The owner is told.")
