"""Fills a database with one big event: 200 teams, 800 people, 200 projects and what they did."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert
from sqlalchemy.orm import DeclarativeBase

from hackathon.core.facts import FactRow, FactSubject
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.people.accounts.models import Account, AccountRole
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile
from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team, TeamMember

PEOPLE, TEAMS, CHALLENGES, COMMITS = 800, 200, 40, 30
CRAFTS = ("domain_expert", "data_scientist", "data_engineer", "software_engineer", "designer")
NOW = datetime.now(UTC).replace(microsecond=0)
VIEWER = PEOPLE
"""The account pages are measured as: an organizer, who sees every project, and a member of a team."""
OWNER, STEWARD = PEOPLE - 2, PEOPLE - 20
"""The accounts that the dashboards of owners and stewards are measured as."""

Rows = list[dict[str, Any]]


def fill(connection: Connection) -> None:
    """Insert everything; the caller commits."""
    for table, rows in _world():
        connection.execute(insert(table), rows)


def _world() -> list[tuple[type[DeclarativeBase], Rows]]:
    return [*_people(), *_event(), *_teams(), *_projects(), *_facts()]


def _people() -> list[tuple[type[DeclarativeBase], Rows]]:
    ids = range(1, PEOPLE + 1)
    accounts = [
        {"id": i, "email": f"p{i}@bench.example", "display_name": f"Person Number {i}", "state": "ACTIVE"}
        | {"epoch": 1, "is_demo": False, "created_at": NOW - timedelta(days=90), "version": 1}
        for i in ids
    ]
    profiles = [
        {"account_id": i, "unit": f"Unit {i % 20}", "craft": CRAFTS[i % 5], "skills": ["sql", "python"]} for i in ids
    ]
    notices = [
        {
            "account_id": VIEWER,
            "key": f"bench{i}",
            "subject": "Something happened",
            "text": "Look",
            "path": "/",
            "at": NOW,
        }
        for i in range(40)
    ]
    owners = [{"account_id": PEOPLE - i, "role": "product_owner", "given_at": NOW} for i in range(10)]
    roles = [*owners, {"account_id": STEWARD, "role": "steward", "given_at": NOW}]
    return [(Account, accounts), (Profile, profiles), (Notice, notices), (AccountRole, roles)]


def _event() -> list[tuple[type[DeclarativeBase], Rows]]:
    start = NOW - timedelta(days=1)
    windows: dict[str, datetime] = {}
    for position, kind in enumerate(("challenges", "registration", "forming", "running", "judging")):
        windows[f"{kind}_opens_at"] = start - timedelta(days=20 - 5 * position)
        windows[f"{kind}_closes_at"] = start - timedelta(days=14 - 5 * position)
    windows["running_opens_at"], windows["running_closes_at"] = start, NOW + timedelta(days=2)
    windows["judging_opens_at"], windows["judging_closes_at"] = NOW + timedelta(days=2), NOW + timedelta(days=4)
    event = {"id": 1, "slug": "bench", "name": "The Big Datathon", "time_zone": "Europe/Berlin", "state": "PUBLISHED"}
    event |= {"starts_at": start, "ends_at": NOW + timedelta(days=4), "created_by": PEOPLE, "created_at": NOW}
    event |= {"summary": "Two hundred teams at once.", "description": "A **big** one.\n\n- one\n- two", **windows}
    challenges = [
        {
            "id": i,
            "event_id": 1,
            "title": f"Which meters drift, part {i}?",
            "question": "Field crews visit 300 a month.",
        }
        | {"metric": "minutes", "metric_unit": "min", "baseline": 41, "target": 12, "data_name": "Readings"}
        | {"data_class": "internal", "poser_id": i, "product_owner_id": PEOPLE, "state": "ACCEPTED", "created_at": NOW}
        for i in range(1, CHALLENGES + 1)
    ]
    registrations = [
        {
            "event_id": 1,
            "account_id": i,
            "craft": CRAFTS[i % 5],
            "skills": ["sql"],
            "state": "ADMITTED",
            "created_at": NOW,
        }
        for i in range(1, PEOPLE + 1)
    ]
    organizer = [{"event_id": 1, "account_id": PEOPLE, "role": "organizer", "given_at": NOW}]
    tables: list[tuple[type[DeclarativeBase], Rows]] = [(Event, [event]), (EventRoleGrant, organizer)]
    return [*tables, (Challenge, challenges), (Registration, registrations)]


def _teams() -> list[tuple[type[DeclarativeBase], Rows]]:
    teams = [
        {
            "id": i,
            "event_id": 1,
            "challenge_id": i % CHALLENGES + 1,
            "name": f"Team {i}",
            "captain_id": i,
            "created_at": NOW,
        }
        | {"wanted_crafts": ["designer"], "state": "FORMING", "pitch": "We try."}
        for i in range(1, TEAMS + 1)
    ]
    members = [
        {"team_id": (i - 1) % TEAMS + 1, "account_id": i, "event_id": 1, "joined_at": NOW} for i in range(1, PEOPLE + 1)
    ]
    return [(Team, teams), (TeamMember, members)]


def _projects() -> list[tuple[type[DeclarativeBase], Rows]]:
    ids = range(1, TEAMS + 1)
    projects = [
        {"id": i, "event_id": 1, "team_id": i, "challenge_id": i % CHALLENGES + 1, "title": f"Meter drift radar {i}"}
        | {"summary": "Warns two weeks before a meter drifts.", "description": "# How\n\nIt **works**.\n" * 5}
        | {"state": "SUBMITTED" if i % 2 else "DRAFT", "created_at": NOW}
        for i in ids
    ]
    repositories = [
        {"id": i, "project_id": i, "kind": "mirrored", "url": f"https://git.example.org/{i}.git", "linked_by": i}
        | {"linked_at": NOW, "synced_at": NOW, "default_branch": "main", "head_sha": f"{i * 1000:040x}"}
        | {"readme": "# Radar\n\nRun `make`.\n\n" + "A line of text that explains it.\n" * 20}
        for i in ids
    ]
    commits = [
        {"repository_id": i, "sha": f"{i * 1000 + n:040x}", "author_name": f"Person Number {i}", "seen_at": NOW}
        | {"author_email": f"p{i}@bench.example", "authored_at": NOW - timedelta(hours=n), "subject": f"Step {n}"}
        | {"committed_at": NOW - timedelta(hours=n)}
        for i in ids
        for n in range(COMMITS)
    ]
    empty = {"demo_url": "", "video_url": "", "repository_url": "", "description": "It works.", "summary": "It warns."}
    submissions = [
        {"project_id": i, "event_id": 1, "number": 1, "title": f"Meter drift radar {i}", "submitted_by": i}
        | empty
        | {"received_at": NOW, "frozen": "nothing"}
        for i in ids
        if i % 2
    ]
    return [(Project, projects), (Repository, repositories), (Commit, commits), (Submission, submissions)]


def _facts() -> list[tuple[type[DeclarativeBase], Rows]]:
    kind = "teams.formation.joined"
    facts = [
        {"kind": kind, "stream_kind": "team", "stream_id": (i - 1) % TEAMS + 1, "audience": "viewers"}
        | {"actor_id": i, "payload": f'{{"account_id":{i},"event_id":1,"subject_id":{(i - 1) % TEAMS + 1}}}', "at": NOW}
        for i in range(1, PEOPLE + 1)
    ]
    subjects = [
        {"fact_id": i, "kind": kind_of, "subject_id": subject}
        for i in range(1, PEOPLE + 1)
        for kind_of, subject in (("event", 1), ("team", (i - 1) % TEAMS + 1), ("project", (i - 1) % TEAMS + 1))
    ]
    return [(FactRow, facts), (FactSubject, subjects)]
