"""Pages of rounds: what a scorer said leaks nowhere, and a round of twenty costs no more queries than one of one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.promotion.selection.commands import score_candidate
from hackathon.promotion.selection.jobs import cut
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.selection import make_candidate, make_candidates, make_round, make_sheets, sheet_of
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
pytestmark = pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")


@pytest.fixture
def people(session: Session) -> dict[str, Account]:
    named = {who: make_account(session, who.title(), "steward") for who in ("chair", "steward")}
    named |= {who: make_account(session, who.title(), "sponsor") for who in ("mira", "jonas", "amina")}
    return named | {"auditor": make_account(session, "Aud", "auditor"), "admin": make_account(session, "Ada", "admin")}


def test_answers_are_hidden_from_everybody_until_all_are_in(
    app: Flask,
    session: Session,
    browser: Open,
    working: Callable[[Account], AbstractContextManager[Work]],
    clock: StandingClock,
    people: dict[str, Account],
) -> None:
    scorers = [people[who] for who in ("mira", "jonas", "amina")]
    case = make_candidate(session)
    held = make_round(session, people["chair"], [case], scorers, state="SCORING")
    round_url, api_url = f"/use-cases/rounds/{held.id}", f"/api/v1/selection-rounds/{held.id}"
    paths = ["/", "/use-cases", f"/use-cases/{case.number}", f"/use-cases/{case.number}/activity", round_url]
    paths += [f"{round_url}/candidates.csv", f"{round_url}/close", f"{round_url}/candidates/{case.number}/sheet"]
    with working(people["mira"]) as work:
        score_candidate(work, held.id, case.id, sheet_of(7_654_321))
    deliver_pending(session, clock)

    pages = [browser(person).get(path).text for who, person in people.items() if who != "mira" for path in paths]
    answers = [Program(app, make_token(session, person)).get(api_url).text for person in people.values()]
    kept = [*session.scalars(select(FactRow.payload)), *session.scalars(select(Notice.text))]
    own = browser(people["mira"]).get(f"{round_url}/candidates/{case.number}/sheet").text

    found = [text for text in [*pages, *answers, *kept] if "7654321" in text.replace(",", "").replace(".0", "")]
    assert (found, "7654321" in own) == ([], True)


def test_cut_round_shows_figures_and_capacity_to_those_who_may(
    session: Session,
    browser: Open,
    jobs: JobContext,
    people: dict[str, Account],
    queries: QueryCounter,
) -> None:
    scorers, seen = [people["mira"], people["jonas"], people["amina"]], {}
    for count in (1, 20):
        cases = make_candidates(session, count)
        held = make_round(session, people["chair"], cases, scorers, state="CUT", capacities={"": 20.0})
        make_sheets(session, held, scorers, {case.id: sheet_of(90_000 - 100 * at) for at, case in enumerate(cases)})
        cut(jobs, held.id)
        opened = browser(people["chair"])
        opened.get("/use-cases/rounds")
        with queries() as counted:
            page = opened.get(f"/use-cases/rounds/{held.id}").text
        seen[count] = len(counted)

    assert seen[1] == seen[20] <= 12
    assert "6 of 20 selected: 30 %, by chance between 15 and 52 %" in page
    assert page.count("plot-bubble-out") == 14
    assert [browser(people[who]).get(f"/use-cases/rounds/{held.id}").status_code for who in ("mira", "auditor")] == [
        200,
        200,
    ]
    assert [browser(people["admin"]).get(f"/use-cases/rounds/{held.id}").status_code] == [404]


def test_round_is_put_together_on_its_page_with_a_sentence_for_each_mistake(
    session: Session, browser: Open, people: dict[str, Account]
) -> None:
    case = make_candidate(session)
    chair = browser(people["chair"])
    typed = {"name": "Autumn", "model": "PRODUCT", "case_ids": case.id, "weight_value": "1"}

    zero = chair.post("/use-cases/rounds/new", typed, capacity="data engineer: 0")
    twice = chair.post("/use-cases/rounds/new", typed, capacity="20\n20")
    made = chair.post("/use-cases/rounds/new", typed, capacity="data engineer: 20\ndesigner: 4,5")

    assert (zero.status_code, twice.status_code, made.status_code) == (422, 422, 302)
    assert "With a capacity of zero nothing could be selected." in zero.text
    assert "no role twice" in twice.text
    shown = chair.get(made.location).text
    assert "designer: 4.5" in " ".join(shown.split())


def test_sheet_with_low_above_high_is_refused_beside_its_field(
    session: Session, browser: Open, people: dict[str, Account]
) -> None:
    case = make_candidate(session)
    held = make_round(session, people["chair"], [case], [people["mira"]], state="SCORING", capacities={"engineer": 9.0})
    levels = dict.fromkeys(("confidence", "adoption", "access", "permission", "quality", "freshness"), "1")
    sent = levels | {"value_low": "1", "value_likely": "2", "value_high": "3"}
    weeks = {"weeks_0_low": "5", "weeks_0_likely": "2", "weeks_0_high": "3"}

    answer = browser(people["mira"]).post(f"/use-cases/rounds/{held.id}/candidates/{case.number}/sheet", sent | weeks)

    assert answer.status_code == 422
    assert "The likely number lies between the lowest and the highest one." in answer.text


@pytest.mark.parametrize(("weeks", "is_needed"), [(40.0, True), (0.5, False)], ids=["most", "few"])
def test_page_that_closes_a_round_asks_why_only_where_a_reason_is_needed(
    session: Session, browser: Open, jobs: JobContext, people: dict[str, Account], weeks: float, *, is_needed: bool
) -> None:
    scorers, cases = [people["mira"], people["jonas"], people["amina"]], make_candidates(session, 8)
    held = make_round(session, people["chair"], cases, scorers, state="CUT", capacities={"": weeks})
    make_sheets(session, held, scorers, {case.id: sheet_of() for case in cases})
    cut(jobs, held.id)

    page = browser(people["chair"]).get(f"/use-cases/rounds/{held.id}/close").text

    assert ('name="exception" required' in page, "optional" in page) == (is_needed, False)
