"""Plans of teams for tests, written down as the solver's job does."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.work import unit_of_work
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.placing.problems.rules import Plan, PlannedTeam, Problem
from hackathon.teams.formation.models import Team
from hackathon.teams.matching.commands import propose_plan
from hackathon.teams.matching.models import MatchingRun
from hackathon.teams.matching.policy import SOLVING
from hackathon.teams.matching.rules import Solution
from hackathon.teams.situation.queries import problem_of
from hackathon.teams.situation.rules import Scope, person_key, question_key, team_key
from tests.clocks import NOON
from tests.factories.events import make_registration
from tests.factories.people import make_account
from tests.factories.saving import saved

Group = tuple[Challenge | Team | None, Sequence[Account]]
"""Whom a plan puts into a new team, on a question or none, or into a team that stands."""


def make_alone(session: Session, event: Event, *names: str, craft: str = "data_scientist") -> list[Account]:
    """Make people who take part in an event and have no team."""
    people = [make_account(session, name) for name in names]
    for person in people:
        make_registration(session, event, person, craft)
    return people


def make_plan(
    session: Session, event: Event, organizer: Account, *groups: Group, scope: Scope = Scope.ALONE, bound: int = 0
) -> MatchingRun:
    """Propose these teams; whoever else has none is left out."""
    asked = MatchingRun(event_id=event.id, asked_by=organizer.id, asked_at=NOON, scope=scope)
    run = saved(session, asked)
    problem = problem_of(session, event, scope)
    solution = Solution(_plan(problem, groups), bound=bound, stopped_by="gap", seconds=0.5)
    with unit_of_work(session, system(SOLVING), NOON) as work:
        propose_plan(work, run.id, problem, solution)
    return run


def _plan(problem: Problem, groups: Sequence[Group]) -> Plan:
    planned = [_planned(number, where, people, problem) for number, (where, people) in enumerate(groups)]
    untouched = [
        PlannedTeam(team.key, team.challenge, problem.standing[team.key])
        for team in problem.teams
        if team.key not in {each.key for each in planned}
    ]
    teams = (*untouched, *planned)
    placed = {key for team in teams for key in team.members}
    return Plan(teams, tuple(person.key for person in problem.people if person.key not in placed))


def _planned(number: int, where: Challenge | Team | None, people: Sequence[Account], problem: Problem) -> PlannedTeam:
    joining = [person_key(person.id) for person in people]
    if isinstance(where, Team):
        stands = next(team for team in problem.teams if team.key == team_key(where.id))
        return PlannedTeam(stands.key, stands.challenge, tuple(sorted([*joining, *problem.standing[stands.key]])))
    return PlannedTeam(f"new{number}", question_key(where.id) if where else None, tuple(sorted(joining)))
