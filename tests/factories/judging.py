"""Rubrics, ballots and whole judged events for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.judging.ballots.models import Ballot, LateCast
from hackathon.judging.plans.models import AssignmentPlan, PlannedBallot
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.models import Project
from tests.clocks import NOON
from tests.factories.events import make_challenge, make_event
from tests.factories.people import LONG_AGO, make_account
from tests.factories.projects import make_project, make_submission
from tests.factories.saving import saved
from tests.factories.teams import make_team

WEIGHTS = (70, 30)


def make_rubric(session: Session, event: Event, weights: Sequence[int] = WEIGHTS, **values: Any) -> Rubric:
    """Make a rubric with one criterion for each weight, scored from 1 to 5."""
    criteria = [
        Criterion(position=position, name=f"Criterion {position}", weight=weight, anchors={"3": "middling"})
        for position, weight in enumerate(weights)
    ]
    return saved(session, Rubric(**{"event_id": event.id, "criteria": criteria} | values))


def make_ballot(
    session: Session, judge: Account, project: Project, scores: Sequence[int] = (), **values: Any
) -> Ballot:
    """Assign a project to a judge; with scores, in the order of the criteria, the ballot is cast."""
    ballot = Ballot(
        **{
            "event_id": project.event_id,
            "project_id": project.id,
            "judge_id": judge.id,
            "state": "CAST" if scores else "ASSIGNED",
            "cast_at": LONG_AGO if scores else None,
        }
        | values
    )
    if scores:
        criteria = session.query(Criterion).join(Rubric).where(Rubric.event_id == project.event_id)
        ballot.give({each.id: value for each, value in zip(criteria.order_by(Criterion.position), scores, strict=True)})
    return saved(session, ballot)


def make_late_cast(session: Session, ballot: Ballot, scores: dict[int, int] | None = None, **values: Any) -> LateCast:
    """Make scores that a judge gave in time and that came in when judging had closed."""
    given = {str(criterion_id): value for criterion_id, value in (scores or {}).items()}
    defaults = {"client_id": str(uuid4()), "scores": given, "feedback": "", "note": "", "version": ballot.version}
    at = {"claimed_at": NOON, "received_at": NOON, "state": ballot.state}
    of = {"ballot_id": ballot.id, "judge_id": ballot.judge_id}
    return saved(session, LateCast(**of | defaults | at | values))


@dataclass(frozen=True)
class Judged:
    """An event with a rubric, its organizer, its judges, and projects that were handed in."""

    event: Event
    rubric: Rubric
    organizer: Account
    judges: Sequence[Account]
    projects: Sequence[Project]

    @property
    def criteria(self) -> list[int]:
        """The criteria, in order."""
        return [criterion.id for criterion in self.rubric.criteria]


def make_judged_event(
    session: Session, phase: str = "judging", *, judges: int = 1, projects: int = 1, **values: Any
) -> Judged:
    """Make an event at which judges may score; no ballot exists yet."""
    organizer = make_account(session, "Olga Organizer")
    panel = tuple(make_account(session, f"Judge {number}") for number in range(judges))
    event = make_event(session, phase, organizer=organizer, judges=panel, **values)
    rubric = make_rubric(session, event)
    return Judged(event, rubric, organizer, panel, [make_handed_in(session, event) for _number in range(projects)])


def make_handed_in(session: Session, event: Event, **values: Any) -> Project:
    """Make a team on a challenge of its own that has handed its project in."""
    team = make_team(session, event, challenge=make_challenge(session, event))
    project = make_project(session, team, **values)
    make_submission(session, project, team.captain_id)
    return project


def make_assignment_plan(session: Session, ballot: Ballot, *, asked_by: Account, **values: Any) -> AssignmentPlan:
    """Propose a plan in which one ballot, which exists already, is all there is."""
    plan = AssignmentPlan(
        **{
            "event_id": ballot.event_id,
            "views": 3,
            "minutes": 5,
            "seed": 1,
            "asked_by": asked_by.id,
            "asked_at": LONG_AGO,
            "state": "PROPOSED",
            "judges": [ballot.judge_id],
            "projects": [ballot.project_id],
            "unmet": [{"code": "few_judges", "project": ballot.project_id, "count": 1, "wanted": 3}],
        }
        | values
    )
    saved(session, plan)
    saved(session, PlannedBallot(plan_id=plan.id, judge_id=ballot.judge_id, project_id=ballot.project_id, position=1))
    return plan
