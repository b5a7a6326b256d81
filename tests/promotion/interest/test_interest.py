"""Product owners say before judging what they would take over; teams and organizers know it, judges never."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account, AccountRole
from hackathon.people.inbox.models import Notice
from hackathon.projects.workspace.models import Project
from hackathon.promotion.interest.commands import take_back, want_project, want_question
from hackathon.promotion.interest.queries import would_take
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_project, make_team
from tests.factories.events import give_event_role
from tests.factories.integrations import make_token

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Browsing = Callable[[Account | None], Browser]


class Running(NamedTuple):
    """An event under way, with a question that a team answers."""

    organizer: Account
    judge: Account
    captain: Account
    owner: Account
    event: Event
    challenge: Challenge
    project: Project


@pytest.fixture
def running(session: Session) -> Running:
    organizer, judge, captain = (make_account(session, name) for name in ("Olga", "Jun", "Cara"))
    owner = make_account(session, "Nora Nowak", "product_owner")
    event = make_event(session, "running", organizer=organizer, judges=(judge,))
    challenge = make_challenge(session, event)
    project = make_project(session, make_team(session, event, captain, challenge=challenge))
    session.commit()
    return Running(organizer, judge, captain, owner, event, challenge, project)


def test_owner_of_a_question_is_known_to_team_and_organizer_and_proposed(
    session: Session, working: Working, clock: StandingClock, running: Running
) -> None:
    with working(running.owner) as work:
        want_question(work, running.challenge.id)
    with pytest.raises(Conflict), working(running.owner) as work:
        want_question(work, running.challenge.id)
    deliver_pending(session, clock)

    assert [each.id for each in would_take(session, running.project.id)] == [running.owner.id]
    assert set(session.scalars(select(Notice.account_id))) == {running.captain.id, running.organizer.id}
    with working(running.owner) as work:
        take_back(work, challenge_id=running.challenge.id)
    assert would_take(session, running.project.id) == []


def test_pages_name_the_owner_to_team_and_organizer_but_never_to_a_judge(
    session: Session, browser: Browsing, clock: StandingClock, running: Running
) -> None:
    event, challenge, project = running.event, running.challenge, running.project
    question = f"/events/{event.slug}/challenges/{challenge.id}"
    owner = browser(running.owner)
    session.commit()
    assert "I would take this" in owner.get(question).text
    assert owner.post(f"{question}/interest").status_code == 302
    deliver_pending(session, clock)

    for somebody in (running.captain, running.organizer):
        assert "Nora Nowak would take this over" in browser(somebody).get(f"/projects/{project.id}").text
        assert "Nora Nowak would take this over" in browser(somebody).get(f"/projects/{project.id}/interest").text
    judge = browser(running.judge)
    pages = (
        "/",
        "/inbox",
        question,
        f"{question}/interest",
        f"/projects/{project.id}",
        f"/projects/{project.id}/activity",
        f"/projects/{project.id}/interest",
        f"/events/{event.slug}",
        f"/events/{event.slug}/activity",
    )
    assert [page for page in pages if "Nora" in judge.get(page).text] == []
    assert judge.get(f"/projects/{project.id}/interest").status_code == 403


@pytest.mark.parametrize("who", ["captain", "organizer", "judge", "owner who judges", "owner in the team"])
def test_interest_of_anybody_else_is_denied(session: Session, working: Working, running: Running, who: str) -> None:
    person: Account
    if who == "owner who judges":
        person = make_account(session, "Paul", "product_owner")
        give_event_role(session, running.event, person, "judge")
    elif who == "owner in the team":
        person = running.captain
        person.site_roles.append(AccountRole(role="product_owner", given_at=NOON))
        session.commit()
    else:
        person = getattr(running, who)

    with pytest.raises(Denied), working(person) as work:
        want_project(work, running.project.id)


def test_interest_after_the_release_is_denied(session: Session, working: Working, running: Running) -> None:
    running.event.state = "RELEASED"
    session.commit()

    with pytest.raises(Denied, match="until its results are out"), working(running.owner) as work:
        want_question(work, running.challenge.id)


def test_interest_by_program_is_said_once_and_kept_from_judges(app: Flask, session: Session, running: Running) -> None:
    owner, captain, judge = (
        Program(app, make_token(session, each)) for each in (running.owner, running.captain, running.judge)
    )
    project = f"/api/v1/projects/{running.project.id}/interest"
    question = f"/api/v1/events/{running.event.slug}/challenges/{running.challenge.id}/interest"

    hidden = owner.send("PUT", project)
    give_event_role(session, running.event, running.owner, "organizer")
    session.commit()
    said = [owner.send("PUT", path) for path in (project, question, project)]
    known = [captain.get(path).json for path in (project, question)]
    withheld = [judge.get(path) for path in (project, question)]
    taken_back = [owner.send("DELETE", path) for path in (project, question, project)]

    assert [each.status_code for each in (hidden, *said)] == [404, 200, 200, 409]
    assert said[0].json == {"has_said": True, "names": ["Nora Nowak"]}
    assert known == [{"has_said": False, "names": ["Nora Nowak"]}] * 2
    assert [(each.status_code, "Nora" in each.text) for each in withheld] == [(403, False)] * 2
    assert [each.status_code for each in taken_back] == [200, 200, 404]
