"""Selection rounds for tests: with candidates, scorers and, if need be, everybody's answers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.scales.rules import EFFORTS, PARTS, Estimate, Sheet
from hackathon.promotion.selection.models import RoundCandidate, RoundScorer, ScoringSheet, SelectionRound
from hackathon.teams.formation.models import Team
from tests.clocks import NOON
from tests.factories.people import LONG_AGO, make_account
from tests.factories.promotion import Finished, make_case, make_finished_project
from tests.factories.saving import numbers, saved


def make_candidate(session: Session, done: Finished | None = None, **values: Any) -> UseCase:
    """Make a use case on the standard path that passed screening."""
    given = {"path": "standard", "screened_by": make_account(session, "Screener").id}
    return make_case(session, done or make_finished_project(session), "SCREENED", **(given | values))


def make_candidates(session: Session, count: int) -> list[UseCase]:
    """Make many at once: all of one event and one captain, for rounds that need nothing but their number."""
    done = make_finished_project(session)
    screener = make_account(session, "Screener")
    event_id, captain_id = done.event.id, done.captain.id
    teams = [
        Team(event_id=event_id, name=f"Team {next(numbers)}", captain_id=captain_id, created_at=LONG_AGO)
        for _ in range(count)
    ]
    session.add_all(teams)
    session.flush()
    projects = [
        Project(event_id=event_id, team_id=team.id, title=f"Project {next(numbers)}", created_at=LONG_AGO)
        for team in teams
    ]
    session.add_all(projects)
    session.flush()
    cases = [
        UseCase(
            number=next(numbers),
            project_id=project.id,
            team_id=project.team_id,
            event_id=event_id,
            title=project.title,
            path="standard",
            state="SCREENED",
            state_since=LONG_AGO,
            nominated_by=captain_id,
            screened_by=screener.id,
            created_at=LONG_AGO,
        )
        for project in projects
    ]
    session.add_all(cases)
    session.commit()
    return cases


def make_round(
    session: Session, chair: Account, cases: Sequence[UseCase] = (), scorers: Sequence[Account] = (), **values: Any
) -> SelectionRound:
    """Make a round of these candidates, with 40 weeks of everybody together; owners are those of their questions."""
    usual = {"name": "Autumn", "capacities": {"": 40.0}, "opened_at": LONG_AGO, "chair_id": chair.id}
    held = saved(session, SelectionRound(**(usual | values)))
    session.add_all([RoundCandidate(round_id=held.id, case_id=case.id) for case in cases])
    session.add_all([RoundScorer(round_id=held.id, account_id=each.id) for each in scorers])
    session.commit()
    return held


def sheet_of(likely: float = 100_000, *, effort: str = "weeks", **levels: int) -> Sheet:
    """Answer everything: a value that is sure of nothing but its likely point, data that are ready."""
    readiness = {part.key: levels.pop(part.key, 3) for part in PARTS}
    given = {"confidence": 3, "adoption": 3} | levels
    value = Estimate(likely / 2, likely, likely * 2)
    return Sheet(value=value, readiness=readiness, weeks={"": EFFORTS[effort]}, effort=effort, **given)


def make_sheets(session: Session, held: SelectionRound, scorers: Sequence[Account], sheets: dict[int, Sheet]) -> None:
    """Let every scorer answer the same about each use case."""
    session.add_all(
        [
            ScoringSheet(round_id=held.id, case_id=case_id, scorer_id=each.id, answers=sheet.written(), given_at=NOON)
            for case_id, sheet in sheets.items()
            for each in scorers
        ]
    )
    session.commit()
