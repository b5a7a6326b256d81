"""Every (state, action, role) of a round through commands, pages and the API: only what the table lists succeeds."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Refusal
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.selection import commands
from hackathon.promotion.selection.commands import RoundDraft
from hackathon.promotion.selection.jobs import cut
from hackathon.promotion.selection.models import SelectionRound
from hackathon.promotion.selection.states import RoundState
from tests.browsing import Browser
from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import make_finished_project
from tests.factories.selection import make_candidate, make_round, make_sheets, sheet_of

Working = Callable[[Account | Actor], AbstractContextManager[Work]]

BEFORE_CUT, NOT_CLOSED = ("OPEN", "SCORING"), ("OPEN", "SCORING", "CUT")
TABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "edit": {"OPEN": ("chair",)},
    "start": {"OPEN": ("chair",)},
    "score": {"SCORING": ("scorer",)},
    "add": dict.fromkeys(BEFORE_CUT, ("chair",)),
    "excuse": dict.fromkeys(BEFORE_CUT, ("chair",)),
    "cut": {"SCORING": ("chair",)},
    "decide": {"CUT": ("chair",)},
    "close": {"CUT": ("chair",)},
    "take": dict.fromkeys(NOT_CLOSED, ("steward",)),
}
"""action → state → who may. `captain` scores, too, but is barred from the candidate; `nominator` is a steward."""
ON_PAGES = {"captain", "scorer", "chair", "steward", "nominator", "admin", "gone"}
IN_API = {"start", "score", "cut", "decide", "close"}


class UndoneError(Exception):
    """Takes back what a command did, so that the next one finds the same world."""


@dataclass
class World:
    """A round about two candidates, with everybody around it; actions are about the first."""

    held: SelectionRound
    case: UseCase
    next_id: int
    draft: RoundDraft
    people: dict[str, Account]


@pytest.fixture
def world(session: Session) -> World:
    done = make_finished_project(session)
    people = {role: make_account(session, role.title(), role) for role in ("admin", "auditor", "host", "sponsor")}
    people |= {who: make_account(session, who.title(), "steward") for who in ("chair", "steward", "nominator")}
    people |= {"captain": done.captain, "owner": done.owner, "organizer": done.organizer}
    people |= {"scorer": make_account(session, "Scorer", "sponsor"), "unassigned": make_account(session, "Uwe")}
    people["gone"] = make_account(session, "Gone", "steward", state="DEACTIVATED")
    second = make_account(session, "Second", "sponsor")
    cases = [make_candidate(session, done, nominated_by=people["nominator"].id), make_candidate(session)]
    scorers = [people["scorer"], second, done.captain]
    held = make_round(session, people["chair"], cases, scorers)
    for scorer, answered in ((scorers[0], cases), (second, cases), (done.captain, cases[1:])):
        make_sheets(session, held, [scorer], {case.id: sheet_of() for case in answered})
    draft = RoundDraft("Again", {"": 9.0}, frozenset(case.id for case in cases), frozenset())
    return World(held, cases[0], make_account(session, "Next", "sponsor").id, draft, people)


def arrange(session: Session, jobs: JobContext, world: World, state: str) -> None:
    """Put the round into the state, as it would be in it."""
    world.held.state = state if state in BEFORE_CUT else "CUT"
    session.commit()
    cut(jobs, world.held.id)
    world.held.state = state
    session.commit()


@pytest.mark.parametrize("state", list(RoundState))
def test_round_moves_only_as_the_table_says(
    session: Session, working: Working, jobs: JobContext, world: World, state: str
) -> None:
    arrange(session, jobs, world, state)
    people = {who: person for who, person in world.people.items() if who != "gone"}

    able = {
        action: {who for who, person in people.items() if succeeds(working, world, action, person)} for action in TABLE
    }

    assert able == {action: set(states.get(state, ())) for action, states in TABLE.items()}


def succeeds(working: Working, world: World, action: str, who: Account) -> bool:
    """Tell whether the action worked, and leave the world as it was."""
    try:
        with working(who) as work:
            perform(work, world, action)
            take_back()
    except UndoneError:
        return True
    except Refusal:
        return False
    raise AssertionError


def take_back() -> None:
    """End the unit of work without keeping anything."""
    raise UndoneError


def perform(work: Work, world: World, action: str) -> None:
    """Do one action the way its page does."""
    round_id, case_id, scorer_id = world.held.id, world.case.id, world.people["captain"].id
    doing: dict[str, Callable[[], object]] = {
        "edit": lambda: commands.edit_round(work, round_id, world.draft),
        "start": lambda: commands.start_scoring(work, round_id),
        "score": lambda: commands.score_candidate(work, round_id, case_id, sheet_of()),
        "add": lambda: commands.add_scorer(work, round_id, world.next_id),
        "excuse": lambda: commands.excuse_scorer(work, round_id, scorer_id, "Ill."),
        "cut": lambda: commands.cut_round(work, round_id),
        "decide": lambda: commands.decide_candidate(work, round_id, case_id, "PARKED", "Replaced."),
        "close": lambda: commands.close_round(work, round_id),
        "take": lambda: commands.take_chair(work, round_id, "Gone."),
    }
    doing[action]()


@pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize("state", list(RoundState))
def test_pages_and_api_let_the_same_people_do_the_same(
    app: Flask,
    session: Session,
    jobs: JobContext,
    connection: Connection,
    world: World,
    browser: Callable[[Account | None], Browser],
    state: str,
) -> None:
    arrange(session, jobs, world, state)
    people = {who: world.people[who] for who in ON_PAGES}
    programs = {who: Program(app, make_token(session, person)) for who, person in people.items()}
    session.refresh(world.held)

    on_pages = {
        action: {who for who, person in people.items() if posts(connection, browser(person), world, action)}
        for action in TABLE
    }
    in_api = {action: {who for who in people if sends(connection, programs[who], world, action)} for action in IN_API}

    expected = {action: set(states.get(state, ())) for action, states in TABLE.items()}
    assert on_pages == expected
    assert in_api == {action: expected[action] for action in IN_API}


SHEET = dict.fromkeys(("confidence", "adoption", "access", "permission", "quality", "freshness"), 1)
VALUES = {"value_low": 1, "value_likely": 2, "value_high": 3}
SENT: dict[str, tuple[str, dict[str, object]]] = {
    "edit": ("/edit", {"name": "Again", "capacity": "9", "model": "PRODUCT", "weight_value": "1"}),
    "start": ("/start", {}),
    "score": ("/candidates/{number}/sheet", {**SHEET, **VALUES, "effort": "weeks"}),
    "add": ("/scorers", {}),
    "excuse": ("/scorers/{captain}/excuse", {"reason": "Ill."}),
    "cut": ("/cut", {}),
    "decide": ("/candidates/{number}/decision", {"outcome": "PARKED", "reason": "Replaced."}),
    "close": ("/close", {}),
    "take": ("/chair", {"reason": "Gone."}),
}


def posts(connection: Connection, opened: Browser, world: World, action: str) -> bool:
    """Send the form of an action, and take back what it did."""
    address, fields = SENT[action]
    given = fields | ({"account_id": world.next_id} if action == "add" else {})
    savepoint = connection.begin_nested()
    try:
        return opened.post(f"/use-cases/rounds/{world.held.id}{at(world, address)}", given).status_code == 302
    finally:
        savepoint.rollback()


def sends(connection: Connection, program: Program, world: World, action: str) -> bool:
    """Send the JSON of an action, and take back what it did."""
    address, body = SENT[action]
    method = "PUT" if action in {"score", "decide"} else "POST"
    path = f"/api/v1/selection-rounds/{world.held.id}{at(world, address)}"
    savepoint = connection.begin_nested()
    try:
        return program.send(method, path, body, If_Match=f'"{world.held.version}"').status_code == 200
    finally:
        savepoint.rollback()


def at(world: World, address: str) -> str:
    return address.format(number=world.case.number, captain=world.people["captain"].id)
