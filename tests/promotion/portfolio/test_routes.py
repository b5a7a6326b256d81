"""Pages of promotion: steady query counts, what strangers to a case do not read, and text that is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hackathon.core.storage import StoredFile
from hackathon.judging.awards.models import Award
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.gates.facts import PilotBegun, WentLive
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.nominations.facts import CaseNominated
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.paths.rules import SIX
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import (
    Finished,
    make_case,
    make_evidence,
    make_finished_project,
    make_offer,
    make_reading,
    make_way,
)
from tests.factories.saving import saved
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
BUDGET = 12
SECRET = "The logs name three people."


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


@pytest.mark.parametrize("address", ["/use-cases", "/use-cases?state=pilot", "/use-cases?q=meter"])
def test_board_asks_the_same_for_one_and_three(
    session: Session, browser: Open, queries: QueryCounter, address: str
) -> None:
    reader = browser(make_account(session))
    reader.get("/use-cases")  # what counts as stalled is read once in a while
    counts = []

    for more in (1, 2):
        for _each in range(more):
            make_case(session, None, "PILOT", title="Meter radar")
        with queries() as seen:
            assert reader.get(address).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1] <= BUDGET


def test_case_page_asks_the_same_for_one_and_three(
    session: Session, browser: Open, queries: QueryCounter, done: Finished
) -> None:
    case = make_case(session, done, "PILOT")
    counts = []

    for more in (1, 2):
        for _each in range(more):
            make_reading(session, case, done.owner)
            make_evidence(session, case, "contact", done.captain, gate="go_live")
        with queries() as seen:
            page = browser(done.owner).get(f"/use-cases/{case.number}")
        assert page.status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1] <= BUDGET


def test_board_narrows_by_words_owner_and_column(session: Session, browser: Open, done: Finished) -> None:
    make_case(session, done, "PILOT", title="Meter radar")
    make_case(session, None, "LIVE", title="Shift notes")
    reader = browser(make_account(session))

    found = {
        address: [title for title in ("Meter radar", "Shift notes") if title in reader.get(address).text]
        for address in (
            "/use-cases",
            "/use-cases?q=METER",
            f"/use-cases?owner={done.owner.id}",
            "/use-cases?state=live",
        )
    }

    assert list(found.values()) == [["Meter radar", "Shift notes"], ["Meter radar"], ["Meter radar"], ["Shift notes"]]


def test_board_shows_stalled_cases_first_once_enough_are_past(
    session: Session, browser: Open, queries: QueryCounter, clock: StandingClock
) -> None:
    make_case(session, None, "PILOT", title="Young", state_since=NOON - timedelta(days=1))
    make_case(session, None, "PILOT", title="Old", state_since=NOON - timedelta(days=40))
    make_case(session, None, "PARKED", title="Aside", state_since=NOON - timedelta(days=400))
    past = make_case(session, None, "LIVE")
    pages = []

    for days in (10, 20):
        for _each in range(4):
            make_way(session, past, (CaseNominated, 0), (PilotBegun, 1), (WentLive, 1 + days))
        clock.advance(minutes=11)
        with queries() as seen:
            pages.append(browser(make_account(session)).get("/use-cases").text)
    stalled = browser(make_account(session)).get("/use-cases?state=stalled").text

    assert len(seen) <= BUDGET
    assert "Nothing is called stalled yet" in pages[0]
    assert "1 use case is stalled" in pages[1]
    assert "pilot over 20 days" in pages[1]
    assert [title in stalled for title in (">Old<", ">Young<", ">Aside<")] == [True, False, False]


def test_board_without_cases_says_how_they_come(session: Session, browser: Open) -> None:
    assert "No use cases yet" in browser(make_account(session)).get("/use-cases").text


def test_board_that_is_full_caps_columns_and_counts_all(session: Session, browser: Open) -> None:
    for _each in range(9):
        make_case(session, None, "LIVE", title="Radar")

    page = browser(make_account(session)).get("/use-cases").text

    assert page.count(">Radar</a>") == 8
    assert "All 9" in page


def test_page_of_no_case_is_missing(session: Session, browser: Open) -> None:
    assert browser(make_account(session)).get("/use-cases/99").status_code == 404


@pytest.mark.parametrize(("who", "reads"), [("member", True), ("judge", False)])
def test_reason_and_evidence_stay_inside(
    session: Session, browser: Open, done: Finished, *, who: str, reads: bool
) -> None:
    declined = make_case(session, None, "DECLINED", team_id=done.team.id)
    saved(
        session,
        Screening(
            case_id=declined.id,
            has_owner=True,
            has_usable_data=False,
            has_measured_outcome=True,
            reason=SECRET,
            screened_by=done.organizer.id,
            screened_at=LONG_AGO,
        ),
    )
    adopted = make_case(session, done, "ADOPTED")
    make_evidence(session, adopted, "plan", done.captain, note=SECRET)
    reader = browser(getattr(done, who))

    pages = [reader.get(f"/use-cases/{case.number}").text for case in (declined, adopted)]

    assert [SECRET in page for page in pages] == [reads, reads]


@pytest.mark.parametrize(("who", "status"), [("member", 200), ("owner", 200), ("organizer", 200), ("judge", 404)])
def test_evidence_file_is_read_inside_only(
    session: Session, browser: Open, done: Finished, app: Flask, who: str, status: int
) -> None:
    case = make_case(session, done, "ADOPTED")
    sent: dict[str, object] = {"file": (BytesIO(b"who and when"), "plan.txt"), "note": "The plan"}

    given = browser(done.member).post(f"/use-cases/{case.number}/evidence/plan", sent)

    file_id = session.scalars(select(StoredFile.id)).one()
    assert (given.status_code, browser(getattr(done, who)).get(f"/files/{file_id}").status_code) == (302, status)


def test_evidence_of_a_kind_that_is_not_taken_is_refused_with_the_text_kept(
    session: Session, browser: Open, done: Finished
) -> None:
    case = make_case(session, done, "ADOPTED")

    page = browser(done.owner).post(
        f"/use-cases/{case.number}/evidence/plan", {"file": (BytesIO(b"MZ"), "plan.exe"), "note": "My note"}
    )

    assert page.status_code == 422
    assert "This kind of file is not taken" in page.text
    assert "My note" in page.text
    assert session.scalars(select(Evidence)).all() == []


def test_evidence_is_pre_filled_with_what_the_event_knows(session: Session, browser: Open, done: Finished) -> None:
    done.submission.repository_url = "https://git.example.org/team/radar.git"
    session.commit()
    case = make_case(session, done, "ADOPTED")

    page = browser(done.owner).get(f"/use-cases/{case.number}/evidence/plan").text

    assert 'value="https://git.example.org/team/radar.git"' in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"value": "many"}, "Type a number, such as 12 or 12.5."),
        ({"value": "NaN"}, "Type a number."),
        ({"measured_on": "2026-12-24"}, "This day has not come yet."),
        ({"measured_on": "yesterday"}, "Measured on"),
        ({"link": "ftp://example.org"}, "Give an address that begins with https://"),
        ({"method": "x" * 50_000}, "longer than 300"),
        ({"method": ""}, "Say how it was measured"),
    ],
)
def test_reading_that_is_wrong_is_said_beside_its_field(
    session: Session, browser: Open, done: Finished, changes: dict[str, object], sentence: str
) -> None:
    case = make_case(session, done, "PILOT")
    typed: dict[str, object] = {
        "value": "15,5",
        "measured_on": "2026-11-20",
        "method": "badge log",
        "link": "",
    } | changes

    page = browser(done.owner).post(f"/use-cases/{case.number}/readings/new", typed)

    assert page.status_code == 422
    assert sentence in page.text
    assert all(str(value) in page.text for value in typed.values())
    assert session.scalars(select(Reading)).all() == []


def test_reading_with_a_comma_is_taken(session: Session, browser: Open, done: Finished) -> None:
    case = make_case(session, done, "PILOT")

    page = browser(done.member).post(
        f"/use-cases/{case.number}/readings/new", value="15,5", measured_on="2026-11-20", method="badge log"
    )

    reading = session.scalars(select(Reading)).one()
    assert (page.status_code, f"{reading.value:.1f}", reading.measured_on) == (302, "15.5", date(2026, 11, 20))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"has_usable_data": "no"}, "Say why, in a sentence"),
        ({"has_owner": None}, "Answer yes or no."),
        ({"has_owner": "maybe"}, "Not a valid choice"),
        ({"has_usable_data": "no", "reason": "Not ours."}, "Say what would change it"),
        ({"come_back_on": "tomorrow"}, "Not a valid date value."),
        ({"reason": "x" * 50_000}, "longer than 500"),
    ],
)
def test_screening_that_is_wrong_is_said_and_decides_nothing(
    session: Session, browser: Open, done: Finished, changes: dict[str, object], sentence: str
) -> None:
    case = make_case(session, done)
    yes: dict[str, object] = {"has_owner": "yes", "has_usable_data": "yes", "has_measured_outcome": "yes"}
    typed: dict[str, object] = {**yes, "version": "1"} | changes

    page = browser(make_account(session, "Stella", "steward")).post(f"/use-cases/{case.number}/screening", typed)

    session.expire_all()
    assert (page.status_code, case.state) == (422, "NOMINATED")
    assert sentence in page.text


def test_screening_of_an_older_page_keeps_the_text(session: Session, browser: Open, done: Finished) -> None:
    case = make_case(session, done, version=2)
    typed: dict[str, object] = {
        "has_owner": "no",
        "has_usable_data": "yes",
        "has_measured_outcome": "yes",
        "reason": SECRET,
        "would_change": "A permit.",
        "version": "1",
    }

    page = browser(make_account(session, "Stella", "steward")).post(f"/use-cases/{case.number}/screening", typed)

    assert page.status_code == 409
    assert SECRET in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"signed_name": "Somebody Else"}, "Type your name as it stands here"), ({"budget": ""}, "none needed")],
)
def test_signature_that_is_wrong_is_said_and_signs_nothing(
    session: Session, browser: Open, done: Finished, changes: dict[str, object], sentence: str
) -> None:
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner)
    typed: dict[str, object] = {
        "metric": "minutes at night",
        "budget": "none needed",
        "signed_name": done.owner.display_name,
    } | changes

    page = browser(done.owner).post(f"/use-cases/{case.number}/offer", typed)

    assert page.status_code == 422
    assert sentence in page.text
    assert "minutes at night" in page.text
    assert session.scalars(select(Offer.state)).one() == "OPEN"


def test_offer_that_has_ended_leads_to_its_case(session: Session, browser: Open, done: Finished) -> None:
    case = make_case(session, done, "PARKED")
    make_offer(session, case, done.owner, state="EXPIRED")

    page = browser(done.owner).get(f"/use-cases/{case.number}/offer")

    assert (page.status_code, page.location) == (302, f"/use-cases/{case.number}")


@pytest.mark.parametrize("path", ["screening", "offer/decline", "retire", "suspend", "offer/again"])
def test_deactivated_person_decides_nothing(session: Session, browser: Open, done: Finished, path: str) -> None:
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, "OFFERED", screened_by=done.organizer.id)
    make_offer(session, case, done.owner)
    opened = browser(steward)
    steward.state = "DEACTIVATED"
    session.commit()

    assert opened.post(f"/use-cases/{case.number}/{path}", reason="No.").status_code == 401


def test_way_from_nomination_to_live_walks_through_the_pages(session: Session, browser: Open, done: Finished) -> None:
    steward = browser(make_account(session, "Stella", "steward"))
    member, owner = browser(done.member), browser(done.owner)

    nominated = member.post(f"/projects/{done.project.id}/nominate", change="One page.", owner_id=done.owner.id)
    number = session.scalars(select(UseCase.number)).one()
    case = f"/use-cases/{number}"
    six: dict[str, object] = dict.fromkeys(SIX, "yes")
    yes: dict[str, object] = {"has_owner": "yes", "has_usable_data": "yes", "has_measured_outcome": "yes"}
    steps = [nominated, owner.post(f"{case}/path", six), steward.post(f"{case}/screening", yes)]
    steps.append(owner.post(f"{case}/offer", metric="min", budget="none needed", signed_name=done.owner.display_name))
    for gate, asked in (("build", "plan data"), ("pilot", "test users check"), ("go_live", "reading contact security")):
        for requirement in asked.split():
            steps.append(_give(session, member, case, requirement))
            evidence_id = session.scalars(select(Evidence.id).order_by(Evidence.id.desc()).limit(1)).one()
            steps.append(owner.post(f"{case}/evidence/{evidence_id}/accept"))
        steps.append(owner.post(f"{case}/advance", action=gate))

    assert [step.status_code for step in steps] == [302] * len(steps)
    assert session.scalars(select(UseCase.state)).one() == "LIVE"


def _give(session: Session, member: Browser, case: str, requirement: str) -> TestResponse:
    if requirement != "reading":
        return member.post(f"{case}/evidence/{requirement}", link="https://wiki.example.org/x")
    member.post(f"{case}/readings/new", value="15", measured_on="2026-11-20", method="badge log")
    reading_id = session.scalars(select(Reading.id)).one()
    return member.post(f"{case}/evidence/reading", reading=reading_id)


def test_home_shows_what_waits_for_each_role(session: Session, browser: Open, done: Finished) -> None:
    steward = make_account(session, "Stella", "steward")
    to_screen = make_case(session, None, title="Screen me")
    case = make_case(session, done, "OFFERED", title="Answer me")
    make_offer(session, case, done.owner)
    adopted = make_case(session, None, "ADOPTED", title="Accept me", owner_id=done.owner.id)
    make_evidence(session, adopted, "plan", steward)

    homes = {who.display_name: browser(who).get("/").text for who in (steward, done.owner, done.captain)}

    assert f"/use-cases/{to_screen.number}/screening" in homes["Stella"]
    assert "Accept evidence" not in homes["Stella"]
    assert "Offered to you: “Answer me”" in homes[done.owner.display_name]
    assert "Accept evidence for “Accept me”" in homes[done.owner.display_name]
    assert "My work after the event" in homes[done.captain.display_name]
    assert "Screen me" not in homes[done.captain.display_name]


def test_award_asks_team_and_organizers_to_nominate_until_somebody_did(
    session: Session, browser: Open, done: Finished
) -> None:
    award = Award(event_id=done.event.id, project_id=done.project.id, name="Best", given_by=1, given_at=LONG_AGO)
    award.given_by = done.organizer.id
    saved(session, award)
    people = (done.member, done.organizer, done.owner)

    before = ["Nominate this" in browser(person).get("/").text for person in people]
    make_case(session, done)
    after = ["Nominate this" in browser(person).get("/").text for person in people]

    assert (before, after) == ([True, True, False], [False, False, False])
