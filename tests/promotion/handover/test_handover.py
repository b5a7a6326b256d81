"""Handing over: who reads the issue, who links the ticket, by page and by program; trackers are administrators'."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.handover.commands import link_ticket
from hackathon.promotion.handover.models import Tracker
from tests.browsing import Browser
from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import Finished, make_case, make_evidence, make_finished_project, make_reading
from tests.queries import QueryCounter

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]
TICKET = "https://jira.example/browse/RADAR-1"
TEMPLATE = "https://jira.example/new?summary={title}&description={body}"


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def test_page_holds_the_issue_and_opens_it_in_the_trackers_that_were_added(
    session: Session, browser: Open, queries: QueryCounter, done: Finished
) -> None:
    case, admin = make_case(session, done, "PILOT"), make_account(session, "Ada", "admin")
    make_evidence(session, case, "plan", done.captain, link="https://wiki.example/plan", is_accepted=True)
    make_evidence(session, case, "contact", done.captain, link="https://wiki.example/secret")
    make_reading(session, case, done.owner)
    added = browser(admin).post("/admin/trackers", {"name": "Jira", "template": TEMPLATE})

    with queries() as seen:
        page = browser(done.member).get(f"/use-cases/{case.number}/handover").text

    assert (added.status_code, len(seen) <= 12) == (302, True)
    assert 'href="https://jira.example/new?summary=' in page
    assert ("wiki.example/plan" in page, "wiki.example/secret" in page) == (True, False)
    assert "24 min on" in page


@pytest.mark.parametrize(("who", "status"), [("organizer", 200), ("owner", 200), ("judge", 403)])
def test_issue_with_its_evidence_is_read_inside_only(
    session: Session, browser: Open, done: Finished, who: str, status: int
) -> None:
    case = make_case(session, done, "PILOT")
    make_evidence(session, case, "plan", done.captain, link="https://wiki.example/plan", is_accepted=True)

    page = browser(getattr(done, who)).get(f"/use-cases/{case.number}/handover")

    assert (page.status_code, "wiki.example/plan" in page.text) == (status, status == 200)


def test_linked_ticket_is_recorded_without_its_address_and_shown_to_everybody(
    session: Session, browser: Open, done: Finished
) -> None:
    case = make_case(session, done, "PILOT")

    browser(done.owner).post(f"/use-cases/{case.number}/handover", {"link": TICKET, "version": "1"})

    facts = [(row.kind, "jira" in row.payload) for row in session.scalars(select(FactRow))]
    assert facts == [("promotion.handover.ticket_linked", False)]
    assert TICKET in browser(make_account(session)).get(f"/use-cases/{case.number}").text


def test_ticket_is_taken_back_once(session: Session, working: Working, done: Finished) -> None:
    case = make_case(session, done, "PILOT", ticket_url=TICKET)

    with working(done.member) as work:
        link_ticket(work, case.id, " ", version=1)
    with pytest.raises(Conflict), working(done.member) as work:
        link_ticket(work, case.id, "", version=2)

    assert session.scalars(select(FactRow.kind)).all() == ["promotion.handover.ticket_unlinked"]


@pytest.mark.parametrize("who", ["organizer", "judge"])
def test_ticket_of_somebody_without_a_part_is_denied(
    session: Session, working: Working, done: Finished, who: str
) -> None:
    case = make_case(session, done, "PILOT")

    with pytest.raises(Denied), working(getattr(done, who)) as work:
        link_ticket(work, case.id, TICKET)


def test_program_writes_the_ticket_under_the_version_it_read(app: Flask, session: Session, done: Finished) -> None:
    case, path = make_case(session, done, "PILOT"), ""
    path = f"/api/v1/use-cases/{case.number}/ticket"
    program = Program(app, make_token(session, done.captain))
    etag = program.get(path).headers["ETag"]

    answers = [
        program.send("PUT", path, {"link": TICKET}),
        program.send("PUT", path, {"link": TICKET}, If_Match=etag),
        program.send("PUT", path, {"link": TICKET + "2"}, If_Match=etag),
        program.send("PUT", path, {"link": "http://jira.example"}, If_Match='"2"'),
    ]

    assert [answer.status_code for answer in answers] == [428, 200, 409, 422]
    assert answers[1].json == program.get(path).json == {"link": TICKET, "version": 2}
    assert session.scalars(select(UseCase.ticket_url).where(UseCase.id == case.id)).one() == TICKET


def test_template_that_is_not_safe_is_refused_with_the_text_kept(session: Session, browser: Open) -> None:
    typed = "http://jira.example/new?summary={title}"

    page = browser(make_account(session, "Ada", "admin")).post("/admin/trackers", {"name": "Jira", "template": typed})

    assert (page.status_code, typed in page.text, session.scalars(select(Tracker)).all()) == (422, True, [])
