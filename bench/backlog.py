"""Fills a database with a backlog: 5,000 use cases of a past event, the public inventory, and the search's index."""

import csv
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.orm import DeclarativeBase, Session

from bench.fill import NOW, PEOPLE, TEAMS
from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.facts import FactRow
from hackathon.core.search.index import write_missing_entries
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.promotion.adoption.facts import OfferAccepted, OfferMade
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.gates.facts import BuildingBegun, PilotBegun, WentLive
from hackathon.promotion.history.rules import STEPS
from hackathon.promotion.inventory.cli import read_inventory
from hackathon.promotion.inventory.commands import import_inventory
from hackathon.promotion.inventory.policy import IMPORTING
from hackathon.promotion.inventory.rules import Inventory
from hackathon.promotion.nominations.facts import CaseNominated, CaseScreened
from hackathon.promotion.selection.facts import CaseSelected
from hackathon.teams.formation.models import Team

CASES, REFERENCES = 5_000, 3_611
NOMINATORS, OWNERS = 400, 40
EVENT = 2
UNNOMINATED = TEAMS + CASES + 1
"""The one project of the event that nobody nominated yet."""
SAMPLE = Path(__file__).parents[1] / "tests" / "data" / "ai-use-case-inventory-sample.csv"
STATES = [state for state in CaseState if state != CaseState.SUSPENDED]
WAY = [
    fact.kind
    for fact in (
        CaseNominated,
        CaseScreened,
        CaseSelected,
        OfferMade,
        OfferAccepted,
        BuildingBegun,
        PilotBegun,
        WentLive,
    )
]
"""The facts of the steps of the way, one each."""
Rows = list[dict[str, Any]]


def fill_backlog(connection: Connection, register: Contributions) -> None:
    """Insert everything below the big event; the caller commits."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    for table, rows in (*_event(), *_projects(told), *_cases(told)):
        connection.execute(insert(table), rows)
    with Session(connection, info={"contributions": register}) as session:
        import_inventory(Work(session, system(IMPORTING), NOW, NOW), _inventory())
        for searchable in register.searchables.values():
            write_missing_entries(session, searchable)
        session.flush()


def _inventory() -> Inventory:
    sample = read_inventory(SAMPLE)
    rows = list(sample.rows) * (REFERENCES // len(sample.rows) + 1)
    return Inventory(sample.file, sample.head, rows[:REFERENCES])


def _event() -> list[tuple[type[DeclarativeBase], Rows]]:
    start = NOW - timedelta(days=300)
    windows: dict[str, Any] = {}
    for position, kind in enumerate(("challenges", "registration", "forming", "running", "judging")):
        windows[f"{kind}_opens_at"] = start + timedelta(days=position)
        windows[f"{kind}_closes_at"] = start + timedelta(days=position + 1)
    event = {"id": EVENT, "slug": "past", "name": "The Past Datathon", "time_zone": "UTC", "state": "RELEASED"}
    event |= {"starts_at": start, "ends_at": start + timedelta(days=5), "created_by": PEOPLE, "created_at": start}
    return [(Event, [event | {"summary": "", "description": ""} | windows])]


def _projects(told: Rows) -> list[tuple[type[DeclarativeBase], Rows]]:
    ids = range(TEAMS + 1, UNNOMINATED + 1)
    teams = [{"id": i, "event_id": EVENT, "name": f"Past team {i}", "captain_id": 1, "created_at": NOW} for i in ids]
    for team in teams:
        team |= {"wanted_crafts": [], "state": "LOCKED", "pitch": ""}
    projects = [
        {"id": i, "event_id": EVENT, "team_id": i, "title": _title(told, i), "summary": _problem(told, i)}
        | {"description": "", "state": "SUBMITTED", "created_at": NOW}
        for i in ids
    ]
    empty = {"demo_url": "", "video_url": "", "repository_url": "", "description": "", "number": 1, "submitted_by": 1}
    submissions = [
        {"id": 10_000 + i, "project_id": i, "event_id": EVENT, "title": _title(told, i), "summary": _problem(told, i)}
        | empty
        | {"received_at": NOW, "frozen": "nothing"}
        for i in ids
    ]
    return [(Team, teams), (Project, projects), (Submission, submissions)]


def _cases(told: Rows) -> list[tuple[type[DeclarativeBase], Rows]]:
    cases = [
        {"id": n, "number": n, "project_id": TEAMS + n, "team_id": TEAMS + n, "event_id": EVENT}
        | {"submission_id": 10_000 + TEAMS + n, "title": _title(told, TEAMS + n), "path": "light"}
        | {"state": STATES[n % len(STATES)], "state_since": NOW - timedelta(hours=n), "nominated_by": _nominator(n)}
        | {"owner_id": PEOPLE - 1 - n % OWNERS if n % 2 else None, "created_at": NOW, "version": 1}
        for n in range(1, CASES + 1)
    ]
    nominations = [
        {"project_id": TEAMS + n, "case_id": n, "change": told[(n * 7) % len(told)]["benefits"][:500], "risks": ""}
        | {"nominated_by": _nominator(n), "nominated_at": NOW}
        for n in range(1, CASES + 1)
    ]
    return [(UseCase, cases), (Nomination, nominations), (FactRow, [fact for case in cases for fact in _facts(case)])]


def _facts(case: dict[str, Any]) -> Rows:
    """Tell how a use case came to where it is, each step a few hours after the one before."""
    way = WAY[: STEPS.index(case["state"]) + 1] if case["state"] in STEPS else WAY[:1]
    hours = timedelta(hours=1 + case["number"] % 90)
    payload = {"subject_id": case["id"], "event_id": EVENT, "project_id": case["project_id"], "path": case["path"]}
    return [
        {"kind": kind, "stream_kind": "case", "stream_id": case["id"], "audience": "viewers", "actor_id": 1}
        | {"payload": json.dumps(payload), "at": case["state_since"] - hours * (len(way) - 1 - step)}
        for step, kind in enumerate(way)
    ]


def _nominator(number: int) -> int:
    return 1 + number % NOMINATORS


def _title(told: Rows, number: int) -> str:
    """Put two names of the sample together, so that titles differ as much as real ones do."""
    one, other = told[number % len(told)], told[(number * 31) % len(told)]
    return f"{one['use_case_name'][:55]} / {other['use_case_name'][:55]}"


def _problem(told: Rows, number: int) -> str:
    return str(told[number % len(told)]["problem_solved"][:500])
