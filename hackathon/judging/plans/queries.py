"""Reads about plans of who judges what: what there is to plan, plans as they were made, and what changed since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.jobs import Job
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import EventRole, EventRoleGrant
from hackathon.judging.ballots.models import Ballot, LateCast
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.judges.models import JudgeProfile
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.judges.rules import minutes_free
from hackathon.judging.plans.models import AssignmentPlan, PlannedBallot
from hackathon.judging.plans.policy import SOLVING
from hackathon.judging.plans.rules import JudgeSaid, Situation, change_said, changes, said
from hackathon.judging.plans.states import PlanState
from hackathon.judging.stages.queries import projects_of_stage
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile
from hackathon.people.profiles.rules import levels_of
from hackathon.placing.panels.rules import Pair
from hackathon.projects.workspace.models import Project

Names = Mapping[str, Mapping[int, str]]
"""What judges and projects are called, by what they are and by id."""


def situation_of(session: Session, event_id: int, stage: int) -> Situation:
    """Read what there is to plan, in four queries: judges, projects, ballots, and who must not judge what."""
    ballots = select(Ballot.judge_id, Ballot.project_id, Ballot.state)
    projects = _projects(session, event_id, stage)
    of_stage = session.execute(ballots.where(Ballot.event_id == event_id, Ballot.stage == stage))
    return Situation(
        judges=_judges(session, event_id),
        projects=projects,
        ballots={(judge, project): state for judge, project, state in of_stage if project in projects},
        bars=bars_at(session, event_id),
    )


def _judges(session: Session, event_id: int) -> dict[int, JudgeSaid]:
    """Read the judges of an event; who said nothing about what they know is taken to know what their profile says.

    Languages count as skills: a question may ask for one, as it may for any other skill.
    """
    own = and_(JudgeProfile.account_id == EventRoleGrant.account_id, JudgeProfile.event_id == event_id)
    statement = (
        select(
            EventRoleGrant.account_id,
            JudgeProfile.minutes,
            JudgeProfile.free_from,
            JudgeProfile.free_until,
            func.coalesce(JudgeProfile.expertise, Profile.skills, type_=Profile.skills.type),
            JudgeProfile.languages,
        )
        .outerjoin(JudgeProfile, own)
        .outerjoin(Profile, Profile.account_id == EventRoleGrant.account_id)
        .where(EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE)
        .order_by(EventRoleGrant.account_id)
    )
    return {
        account_id: JudgeSaid(
            minutes_free(minutes, free_from, free_until), frozenset(levels_of([*(skills or ()), *(languages or ())]))
        )
        for account_id, minutes, free_from, free_until, skills, languages in session.execute(statement)
    }


def _projects(session: Session, event_id: int, stage: int) -> dict[int, frozenset[str]]:
    """Read what is judged in a stage, with the skills that its question asks for."""
    statement = (
        select(Project.id, Challenge.wanted_skills)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
        .where(Project.id.in_(projects_of_stage(event_id, stage)))
        .order_by(Project.id)
    )
    return {project_id: frozenset(levels_of(skills or ())) for project_id, skills in session.execute(statement)}


def plans_of(event_id: int) -> Select[AssignmentPlan]:
    """Select the plans of an event, the newest first."""
    return select(AssignmentPlan).where(AssignmentPlan.event_id == event_id).order_by(AssignmentPlan.id.desc())


def plan_seen(session: Session, event_id: int, plan_id: int) -> AssignmentPlan:
    """Load a plan of an event; raise `Missing` for one of another."""
    plan = session.get(AssignmentPlan, plan_id)
    if plan is None or plan.event_id != event_id:
        raise Missing(_("There is no such plan."))
    return plan


def plan_applied(session: Session, event_id: int, stage: int) -> AssignmentPlan | None:
    """Load the plan by which judges were assigned last in a stage."""
    applied = plans_of(event_id).where(AssignmentPlan.stage == stage, AssignmentPlan.state == PlanState.APPLIED)
    return session.scalars(applied.limit(1)).first()


def job_of(session: Session, plan_id: int) -> Job | None:
    """Load the background work that a plan waits for."""
    statement = select(Job).where(Job.name == SOLVING, Job.subject_id == plan_id)
    return session.scalars(statement.order_by(Job.id.desc()).limit(1)).first()


def planned(session: Session, plan_id: int) -> Sequence[PlannedBallot]:
    """Read the ballots of a plan."""
    return session.scalars(select(PlannedBallot).where(PlannedBallot.plan_id == plan_id)).all()


def lock_ballots(session: Session, event_id: int, stage: int) -> dict[Pair, Ballot]:
    """Load all ballots of a stage, by judge and project, and keep their judges from changing them until the end.

    Whoever scores locks their ballot, then the event: so must whoever changes many, or they wait for each other.
    """
    found = select(Ballot).where(Ballot.event_id == event_id, Ballot.stage == stage).order_by(Ballot.id)
    return {(ballot.judge_id, ballot.project_id): ballot for ballot in session.scalars(found.with_for_update())}


def waiting_of_judge(session: Session, event_id: int, judge_id: int) -> Sequence[Ballot]:
    """Load the ballots that a judge has not cast."""
    waiting = Ballot.state.in_((BallotState.ASSIGNED, BallotState.OPEN))
    found = select(Ballot).where(Ballot.event_id == event_id, Ballot.judge_id == judge_id, waiting)
    return session.scalars(found.order_by(Ballot.id).with_for_update()).all()


def ballots_on_team(session: Session, judge_id: int, team_id: int) -> Sequence[Ballot]:
    """Load the ballots of a judge on what a team made, but those they stepped back from."""
    of_team = select(Project.id).where(Project.team_id == team_id)
    found = select(Ballot).where(
        Ballot.judge_id == judge_id, Ballot.project_id.in_(of_team), Ballot.state != BallotState.RECUSED
    )
    return session.scalars(found.order_by(Ballot.id).with_for_update()).all()


def names_of(session: Session, judges: Iterable[int], projects: Iterable[int]) -> Names:
    """Read what judges and projects are called, in two queries."""
    people = select(Account.id, Account.display_name).where(Account.id.in_(list(judges)))
    titles = select(Project.id, Project.title).where(Project.id.in_(list(projects)))
    return {"judge": dict(session.execute(people).all()), "project": dict(session.execute(titles).all())}


class PlannedProject(NamedTuple):
    """A project of a plan with the names of who would judge it, and of who has begun already."""

    project_id: int
    title: str
    judges: Sequence[tuple[str, bool]]


class PlannedJudge(NamedTuple):
    """A judge of a plan, and how much they would have to do."""

    account_id: int
    name: str
    ballots: int
    minutes: int


class Preview(NamedTuple):
    """A plan as organizers look at it; `changed` says why it cannot be applied any more."""

    projects: Sequence[PlannedProject]
    judges: Sequence[PlannedJudge]
    unmet: Sequence[str]
    changed: Sequence[str]


def preview_of(session: Session, plan: AssignmentPlan) -> Preview:
    """Read a plan with everything that is shown of it; at most seven queries, whatever its size."""
    rows = planned(session, plan.id)
    now = situation_of(session, plan.event_id, plan.stage) if plan.state == PlanState.PROPOSED else None
    names = names_of(
        session,
        {*plan.judges, *(row.judge_id for row in rows), *(now.judges if now else ())},
        {*plan.projects, *(now.projects if now else ())},
    )
    return Preview(
        _by_project(plan, rows, names),
        _by_judge(plan, rows, names),
        [said(reason, names) for reason in plan.unmet],
        [change_said(reason, names) for reason in _changes(plan, rows, now)] if now else [],
    )


def what_changed(session: Session, plan: AssignmentPlan, now: Situation) -> list[str]:
    """Say what a plan stands on and is otherwise now; nothing as long as it can be applied."""
    found = _changes(plan, planned(session, plan.id), now)
    if not found:
        return []
    names = names_of(session, {*plan.judges, *now.judges}, {*plan.projects, *now.projects})
    return [change_said(reason, names) for reason in found]


def _changes(plan: AssignmentPlan, rows: Iterable[PlannedBallot], now: Situation) -> list[dict[str, Any]]:
    return changes(plan.judges, plan.projects, [(row.judge_id, row.project_id) for row in rows], now)


def _by_project(plan: AssignmentPlan, rows: Iterable[PlannedBallot], names: Names) -> list[PlannedProject]:
    judges: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for row in rows:
        judges[row.project_id].append((names["judge"].get(row.judge_id, _("somebody")), row.is_begun))
    found = [PlannedProject(each, names["project"].get(each, ""), sorted(judges[each])) for each in plan.projects]
    return sorted(found, key=lambda each: (len(each.judges), each.title.casefold(), each.project_id))


def _by_judge(plan: AssignmentPlan, rows: Collection[PlannedBallot], names: Names) -> list[PlannedJudge]:
    counts = {judge: sum(row.judge_id == judge for row in rows) for judge in plan.judges}
    found = [
        PlannedJudge(judge, names["judge"].get(judge, _("somebody")), count, count * plan.minutes)
        for judge, count in counts.items()
    ]
    return sorted(found, key=lambda each: (-each.ballots, each.name.casefold(), each.account_id))


def untouched(session: Session, ballots: Iterable[Ballot]) -> set[int]:
    """Tell which of these ballots nobody has done anything with, so that nothing is lost when they go."""
    ids = [ballot.id for ballot in ballots if ballot.state == BallotState.ASSIGNED]
    kept = set(session.scalars(select(LateCast.ballot_id).where(LateCast.ballot_id.in_(ids))))
    return set(ids) - kept


def plans_before(session: Session, at: datetime) -> Sequence[int]:
    """List plans that were asked for before a moment."""
    return session.scalars(select(AssignmentPlan.id).where(AssignmentPlan.asked_at < at)).all()
