"""The pages of matching: what organizers see and can do without a script, and what nobody else sees."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import Job, JobContext, due_jobs, report_progress, run_job
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from hackathon.teams.matching.models import MatchingRun
from hackathon.teams.situation.rules import Scope
from hackathon.teams.wishes.models import ApartWish
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_team
from tests.factories.integrations import make_token
from tests.factories.matching import make_alone, make_plan
from tests.factories.saving import saved
from tests.teams.matching.test_commands import planned, team_named

Opens = Callable[[Account | None], Browser]


@pytest.fixture
def organizer(session: Session) -> Account:
    return make_account(session, "Olga")


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    return make_event(session, "forming", organizer=organizer, team_min=1, team_max=3)


def address(event: Event, run: MatchingRun | None = None) -> str:
    return f"/events/{event.slug}/teams/matching" + (f"/{run.id}" if run else "")


def test_a_proposal_is_asked_for_watched_changed_taken_back_and_applied(
    session: Session, browser: Opens, jobs: JobContext, clock: StandingClock, organizer: Account, event: Event
) -> None:
    ada, bo = make_alone(session, event, "Ada", "Bo")
    opened = browser(organizer)

    page = str(opened.post(address(event), scope="alone", seed="3", time_limit="20").location)
    run = session.query(MatchingRun).one()
    waiting = opened.get(page).text
    session.commit()
    for job_id in due_jobs(session, NOON):
        run_job(jobs, job_id)
    proposed = opened.get(page).text
    first = planned(session, run.id)
    moved = opened.post(f"{page}/move", account_id=str(bo.id), to="", version="1")
    after = opened.get(page).text
    opened.post(f"{page}/undo", version="2")
    opened.post(f"{page}/apply", version="3")
    session.commit()
    deliver_pending(session, clock)
    applied = opened.get(page).text

    assert page == address(event, run)
    assert ("Waits for its turn." in waiting, 'hx-trigger="every 2s"' in waiting) == (True, True)
    assert ("to be decided" in proposed, "seed 3" in proposed, 'hx-trigger="every 2s"' in proposed) == (
        True,
        True,
        False,
    )
    assert first == {"Team 1": ["Ada", "Bo"]}
    assert (moved.status_code, moved.location) == (302, page)
    assert ("Bo is out of all teams." in after, "No team for Bo" in after, "Everybody placed: worse" in after) == (
        True,
        True,
        True,
    )
    assert ("The teams are made." in applied, 'form="move"' in applied) == (True, False)
    assert "You are in Team 1" in browser(ada).get("/inbox").text


def test_progress_of_the_solver_shows_on_the_page(
    session: Session, browser: Opens, jobs: JobContext, organizer: Account, event: Event
) -> None:
    make_alone(session, event, "Ada")
    page = str(browser(organizer).post(address(event), scope="alone", seed="1", time_limit="30").location)
    job = session.query(Job).one()
    job.lease = "a worker"
    session.commit()

    report_progress(jobs, job.name, job.subject_id, "Half of it is done (50 %)")

    assert "Half of it is done (50 %)" in browser(organizer).get(page).text


def test_a_refused_move_stays_on_the_page_with_the_reason_and_the_choice(
    session: Session, browser: Opens, organizer: Account, event: Event
) -> None:
    ada, bo = make_alone(session, event, "Ada", "Bo")
    saved(session, ApartWish(event_id=event.id, one_id=ada.id, other_id=bo.id, told_by_id=ada.id, told_at=NOON))
    run = make_plan(session, event, organizer, (None, [ada]), (None, [bo]))
    target = team_named(session, run, "Team 1")
    opened, path = browser(organizer), f"{address(event, run)}/move"

    apart = opened.post(path, account_id=str(bo.id), to=target, version="1")
    nobody = opened.post(path, to=target, version="1")
    late = opened.post(path, account_id=str(bo.id), to="", version="7")

    assert [answer.status_code for answer in (apart, nobody, late)] == [409, 422, 409]
    assert "Ada, Bo would be in one team: They are to be kept apart" in apart.text
    assert f'value="{bo.id}"' in apart.text.split("checked")[0].rsplit("<input", 1)[1]
    assert "Choose a person first." in nobody.text
    assert "Somebody else changed this while you were editing." in late.text
    assert planned(session, run.id) == {"Team 1": ["Ada"], "Team 2": ["Bo"]}


def test_a_plan_of_another_world_says_so_before_anybody_applies_it(
    session: Session, browser: Opens, organizer: Account, event: Event
) -> None:
    (ada,) = make_alone(session, event, "Ada")
    run = make_plan(session, event, organizer, (None, [ada]))
    make_alone(session, event, "Nia")

    shown = browser(organizer).get(address(event, run)).text
    refused = browser(organizer).post(f"{address(event, run)}/apply", version="1")

    assert ("Nia takes part and has no team" in shown, "Match again" in shown, 'form="move"' in shown) == (
        True,
        True,
        False,
    )
    assert (refused.status_code, "Nia takes part and has no team" in refused.text) == (409, True)


def test_nobody_but_organizers_learns_of_a_plan_and_of_who_is_kept_apart(
    session: Session, browser: Opens, organizer: Account, event: Event
) -> None:
    ada, bo = make_alone(session, event, "Ada", "Bo")
    reader = make_account(session, "Host", "host", "admin")
    saved(session, ApartWish(event_id=event.id, one_id=ada.id, other_id=bo.id, told_by_id=ada.id, told_at=NOON))
    run = make_plan(session, event, organizer, (None, [ada]), (None, [bo]))
    pages = [address(event), address(event, run), f"/api/v1/events/{event.slug}/matchings/{run.id}"]
    posts = [f"{address(event, run)}/{what}" for what in ("move", "undo", "apply", "discard")]

    for person in (ada, reader):
        answers = [browser(person).get(path) for path in pages] + [browser(person).post(path) for path in posts]

        assert [answer.status_code for answer in answers] == [403] * 7
        assert not any("Team 1" in answer.text or "kept apart" in answer.text for answer in answers)
    for path in (f"/events/{event.slug}", f"/events/{event.slug}/teams", "/"):
        assert "proposal" not in browser(ada).get(path).text.casefold()


def test_a_plan_of_another_event_is_not_found(
    session: Session, browser: Opens, organizer: Account, event: Event
) -> None:
    other = make_event(session, "forming", organizer=organizer, team_min=1)
    (ada,) = make_alone(session, other, "Ada")
    run = make_plan(session, other, organizer, (None, [ada]))

    answers = [
        browser(organizer).get(address(event, run)),
        *(browser(organizer).post(f"{address(event, run)}/{what}") for what in ("move", "undo", "apply", "discard")),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert planned(session, run.id) == {"Team 1": ["Ada"]}


@pytest.mark.parametrize("scope", list(Scope))
def test_pages_ask_the_database_as_often_for_three_teams_as_for_thirty(
    session: Session,
    browser: Opens,
    queries: Callable[[], AbstractContextManager[list[str]]],
    organizer: Account,
    event: Event,
    scope: Scope,
) -> None:
    question = make_challenge(session, event)
    make_team(session, event, challenge=question)
    counts = []
    for many in (3, 30):
        people = make_alone(session, event, *(f"P{each}" for each in range(many)))
        run = make_plan(session, event, organizer, *((question, [person]) for person in people), scope=scope)
        for path in (address(event), address(event, run)):
            with queries() as seen:
                assert browser(organizer).get(path).status_code == 200
            counts.append(len(seen))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 12


def test_programs_ask_read_and_apply(
    app: Flask, session: Session, jobs: JobContext, organizer: Account, event: Event
) -> None:
    (ada,) = make_alone(session, event, "Ada")
    program = Program(app, make_token(session, organizer))
    path = f"/api/v1/events/{event.slug}/matchings"

    answer = program.send("POST", path, {"seed": 4})
    asked: Any = answer.json
    session.commit()
    for job_id in due_jobs(session, NOON):
        run_job(jobs, job_id)
    read = program.get(f"{path}/{asked['id']}")
    late = program.send("PUT", f"{path}/{asked['id']}/applied", If_Match='"9"')
    applied = program.send("PUT", f"{path}/{asked['id']}/applied", If_Match=read.headers["ETag"])

    proposal: Any = read.json
    made: Any = applied.json
    team = {"name": "Team 1", "is_new": True, "team_id": None, "challenge_id": None, "account_ids": [ada.id]}
    assert (answer.status_code, asked["state"], asked["teams"]) == (201, "ASKED", [])
    assert (proposal["state"], proposal["teams"], proposal["left_out"]) == ("PROPOSED", [team], [])
    assert late.status_code == 409
    assert (made["state"], made["teams"][0]["team_id"]) == ("APPLIED", session.query(Team.id).scalar())
