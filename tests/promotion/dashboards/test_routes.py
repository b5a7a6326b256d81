"""Dashboards: what each role finds there, and that nobody reads another's."""

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hackathon.core.tables import BYTE_ORDER_MARK
from hackathon.people.accounts.models import Account
from hackathon.promotion.questions.models import CaseQuestion, QuestionWaiver
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import Finished, make_case, make_finished_project, make_offer, make_reading
from tests.factories.saving import saved
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
BUDGET = 12


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def test_owner_sees_what_they_carry_how_far_it_came_and_when_a_pilot_ends(
    session: Session, browser: Open, done: Finished
) -> None:
    pilot = make_case(session, done, "PILOT", title="Radar")
    measured = make_case(session, None, "LIVE", title="Notes", owner_id=done.owner.id)
    make_reading(session, measured, done.owner, value=26.5)
    make_case(session, None, "LIVE", title="Of another")

    page = browser(done.owner).get("/use-cases/dashboards/owner").text
    table = browser(done.owner).get("/use-cases/dashboards/owner.csv").text

    assert [title in page for title in ("Radar", "Notes", "Of another")] == [True, True, False]
    assert "the pilot ends on" in page
    assert "41 min → 26.5 min" in page
    assert "50 %" in page
    _head, *rows = csv.reader(table.removeprefix(BYTE_ORDER_MARK).splitlines())
    assert [(row[0], row[10]) for row in rows] == [(str(pilot.number), ""), (str(measured.number), "26.5")]


def test_steward_sees_what_is_due_who_is_asked_and_what_runs_out(
    session: Session, browser: Open, done: Finished, queries: QueryCounter
) -> None:
    steward, decider = make_account(session, "Stella", "steward"), make_account(session, "Dana Decider")
    case = make_case(session, done, path="standard", title="Radar", state_since=NOON - timedelta(days=30))
    saved(session, CaseQuestion(case_id=case.id, key="data", decider_id=decider.id))
    waiver = QuestionWaiver(case_id=case.id, key="metric", reason="Later.", days=90, proposed_by=steward.id)
    waiver.proposed_at, waiver.agreed_by, waiver.until = LONG_AGO, done.organizer.id, NOON + timedelta(days=3)
    saved(session, waiver)
    opened = browser(steward)

    with queries() as seen:
        page = opened.get("/use-cases/dashboards/steward").text

    assert len(seen) <= BUDGET
    assert all(said in page for said in ("Radar", "was due on", "Dana Decider", "one question", "Waivers that run out"))
    assert "Nothing is called stalled yet" in page


def test_sponsor_sees_what_they_sponsor_and_what_waits_for_their_signature(
    session: Session, browser: Open, done: Finished, queries: QueryCounter
) -> None:
    sponsor = make_account(session, "Sven", "sponsor")
    offered = make_case(session, done, "OFFERED", path="full", title="Waits")
    make_offer(session, offered, done.owner, sponsor_id=sponsor.id, signed_at=LONG_AGO)
    live = make_case(session, None, "LIVE", title="Notes", sponsor_id=sponsor.id)
    make_offer(session, live, done.owner, sponsor_id=sponsor.id, state="ACCEPTED", budget="20 k EUR")
    opened = browser(sponsor)

    with queries() as seen:
        page = opened.get("/use-cases/dashboards/sponsor").text

    assert len(seen) <= BUDGET
    assert all(said in page for said in ("Countersign “Waits”", "Notes", "20 k EUR", "not measured yet"))


@pytest.mark.parametrize(
    ("roles", "leads_to"),
    [((), "owner"), (("product_owner",), "owner"), (("sponsor",), "sponsor"), (("steward", "sponsor"), "steward")],
)
def test_dashboards_lead_to_the_one_with_most_to_decide(
    session: Session, browser: Open, roles: tuple[str, ...], leads_to: str
) -> None:
    answer = browser(make_account(session, "Ruth", *roles)).get("/use-cases/dashboards")

    assert (answer.status_code, answer.location) == (302, f"/use-cases/dashboards/{leads_to}")


@pytest.mark.parametrize("address", ["steward", "steward.csv"])
def test_dashboard_of_stewards_is_closed_to_others(session: Session, browser: Open, address: str) -> None:
    make_case(session, title="Radar")
    answer = browser(make_account(session, "Paula", "product_owner")).get(f"/use-cases/dashboards/{address}")

    assert (answer.status_code, "Radar" in answer.text) == (403, False)
