"""What can be done about who judges what: ask for a plan, write it down, apply or drop it, and fill holes."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.assignment.queries import ends_of_queues
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import COUNTED
from hackathon.judging.ballots.states import BALLOT_FLOW, BallotState
from hackathon.judging.plans.facts import BallotReleased, HolesFilled, PlanApplied, PlanAsked, PlanDiscarded
from hackathon.judging.plans.models import AssignmentPlan, PlannedBallot
from hackathon.judging.plans.policy import SOLVING, can_plan, can_refill, can_see_plans, can_solve
from hackathon.judging.plans.queries import (
    lock_ballots,
    plan_applied,
    planned,
    plans_before,
    situation_of,
    untouched,
    what_changed,
)
from hackathon.judging.plans.rules import Asked, Reason, Situation, check, panel_of, stand_ins
from hackathon.judging.plans.states import PLAN_FLOW, PlanState
from hackathon.judging.stages.queries import stage_now
from hackathon.people.inbox.commands import notify
from hackathon.placing.panels.rules import Pair, queues


class Solution(NamedTuple):
    """What the solver found: who judges what, and what that does not reach."""

    pairs: Collection[Pair]
    unmet: list[Reason]


class Filled(NamedTuple):
    """Who was asked in place of others, as judge and project, and the projects for which nobody was left."""

    asked: list[Pair]
    left: list[int]


def ask_for_plan(work: Work, event_id: int, asked: Asked) -> AssignmentPlan:
    """Have a plan made of who judges what; nobody is asked anything before it is applied."""
    event = work.get(Event, event_id)
    require(can_plan(work.actor, event))
    check(asked)
    stage = stage_now(work.session, event.id)
    now = situation_of(work.session, event.id, stage)
    _refuse_when_empty(now)
    plan = work.add(
        AssignmentPlan(
            event_id=event.id,
            stage=stage,
            views=asked.views,
            minutes=asked.minutes,
            seed=asked.seed,
            asked_by=work.actor.id,
            asked_at=work.now,
        )
    )
    work.request_job(SOLVING, plan.id)
    work.record(PlanAsked(subject_id=event.id, plan=plan.id))
    return plan


def propose_plan(work: Work, plan_id: int, situation: Situation, solution: Solution) -> None:
    """Write down the plan that was found, and tell who asked; nothing happens where that was done before."""
    require(can_solve(work.actor))
    plan = work.lock(AssignmentPlan, plan_id)
    if plan.state != PlanState.ASKED:
        return
    plan.state, plan.proposed_at = PLAN_FLOW.after("propose", plan.state), work.now
    plan.judges, plan.projects, plan.unmet = list(situation.judges), list(situation.projects), solution.unmet
    begun = situation.begun
    places = queues(set(solution.pairs) - begun, plan.seed)
    work.session.add_all(
        PlannedBallot(
            plan_id=plan.id, judge_id=pair[0], project_id=pair[1], position=places.get(pair, 0), is_begun=pair in begun
        )
        for pair in sorted(solution.pairs)
    )
    _tell_asker(work, plan)


def apply_plan(work: Work, plan_id: int, *, version: int | None = None) -> AssignmentPlan:
    """Ask the judges as planned, all or none; refused where the world is not any more what the plan stands on.

    Ballots that somebody has begun stay as they are; those that nobody has touched may go to somebody else.
    """
    plan = work.lock(AssignmentPlan, plan_id)
    standing = lock_ballots(work.session, plan.event_id, plan.stage)
    event = work.lock(Event, plan.event_id)
    require(can_plan(work.actor, event))
    plan.state, plan.ended_at = PLAN_FLOW.after("apply", plan.state), work.now
    work.expect_version(plan, version)
    _require_same_world(work, plan)
    wanted = {(row.judge_id, row.project_id): row.position for row in planned(work.session, plan.id)}
    removed = _take_away(work, [ballot for pair, ballot in standing.items() if pair not in wanted])
    added = _bring_about(work, plan, wanted, standing)
    work.record(PlanApplied(subject_id=event.id, plan=plan.id, added=added, removed=removed))
    return plan


def discard_plan(work: Work, plan_id: int, *, version: int | None = None) -> None:
    """Drop a plan and forget what it would have been."""
    plan = work.lock(AssignmentPlan, plan_id)
    require(can_see_plans(work.actor, work.get(Event, plan.event_id)))
    plan.state, plan.ended_at = PLAN_FLOW.after("discard", plan.state), work.now
    work.expect_version(plan, version)
    _forget(work, plan.id)
    work.record(PlanDiscarded(subject_id=plan.event_id, plan=plan.id))


def release_ballots(work: Work, ballots: Collection[Ballot]) -> None:
    """Take ballots off a judge who cannot score them: untouched ones go, what was begun is kept but counts no more."""
    require(can_refill(work.actor))
    gone = untouched(work.session, ballots)
    begun = [ballot for ballot in ballots if ballot.id not in gone]
    for ballot in ballots:
        if ballot.id in gone:
            work.session.delete(ballot)
    for ballot in begun:
        ballot.state = BALLOT_FLOW.after("recuse", ballot.state)
        ballot.version += 1
    work.record_all(
        BallotReleased(subject_id=each.id, event_id=each.event_id, project_id=each.project_id, account_id=each.judge_id)
        for each in begun
    )


def fill_holes(work: Work, event_id: int) -> Filled:
    """Ask others where a plan gave projects more judges than are left; nothing where everybody scores everything."""
    require(can_refill(work.actor))
    event = work.lock(Event, event_id)
    stage = stage_now(work.session, event.id)
    plan = plan_applied(work.session, event.id, stage)
    if plan is None:
        return Filled([], [])
    now = situation_of(work.session, event.id, stage)
    standing = [pair for pair, state in now.ballots.items() if state in COUNTED]
    found = list(stand_ins(panel_of(now, Asked(plan.views, plan.minutes)), standing))
    filled = Filled([(j, p) for p, j in found if j is not None], [p for p, j in found if j is None])
    _add_behind(work, plan, filled.asked)
    if found:
        work.record(HolesFilled(subject_id=event.id, added=len(filled.asked), left=len(filled.left)))
    return filled


def forget_plans(work: Work, before: datetime) -> None:
    """Delete plans that were asked for before a moment, whatever became of them."""
    for plan_id in plans_before(work.session, before):
        _forget(work, plan_id)
        work.session.execute(delete(AssignmentPlan).where(AssignmentPlan.id == plan_id))


def _refuse_when_empty(now: Situation) -> None:
    if not now.judges:
        raise Conflict(_("There is no judge yet. Give the role to somebody on the page of the event's people."))
    if not now.projects:
        raise Conflict(_("No project has been handed in yet, so there is nothing to judge."))


def _require_same_world(work: Work, plan: AssignmentPlan) -> None:
    changed = what_changed(work.session, plan, situation_of(work.session, plan.event_id, plan.stage))
    if changed:
        raise Conflict(_("Since this plan was made: %(change)s Make a new plan.") % {"change": " ".join(changed[:3])})


def _take_away(work: Work, ballots: Iterable[Ballot]) -> int:
    """Delete the ballots that nobody has touched; the others are no plan's business."""
    ballots = list(ballots)
    gone = untouched(work.session, ballots)
    for ballot in ballots:
        if ballot.id in gone:
            work.session.delete(ballot)
    return len(gone)


def _bring_about(work: Work, plan: AssignmentPlan, wanted: dict[Pair, int], standing: dict[Pair, Ballot]) -> int:
    """Add the ballots that are missing, and put the untouched ones into the order of the plan, behind those begun."""
    ends: dict[int, int] = {}
    for (judge, _project), ballot in standing.items():
        if ballot.state != BallotState.ASSIGNED:
            ends[judge] = max(ballot.position, ends.get(judge, 0))
    for pair, ballot in standing.items():
        if pair in wanted and ballot.state == BallotState.ASSIGNED:
            ballot.position = ends.get(pair[0], 0) + wanted[pair]
    new = [pair for pair in wanted if pair not in standing]
    work.session.add_all(_ballot(plan, pair, ends.get(pair[0], 0) + wanted[pair]) for pair in new)
    return len(new)


def _add_behind(work: Work, plan: AssignmentPlan, pairs: Iterable[Pair]) -> None:
    """Add ballots at the ends of their judges' queues."""
    ends = ends_of_queues(work.session, plan.event_id)
    for pair in pairs:
        ends[pair[0]] = ends.get(pair[0], 0) + 1
        work.session.add(_ballot(plan, pair, ends[pair[0]]))


def _ballot(plan: AssignmentPlan, pair: Pair, position: int) -> Ballot:
    return Ballot(event_id=plan.event_id, stage=plan.stage, judge_id=pair[0], project_id=pair[1], position=position)


def _forget(work: Work, plan_id: int) -> None:
    work.session.execute(delete(PlannedBallot).where(PlannedBallot.plan_id == plan_id))


def _tell_asker(work: Work, plan: AssignmentPlan) -> None:
    slug = work.get(Event, plan.event_id).slug
    notify(
        work,
        [plan.asked_by],
        key=f"{SOLVING}:{plan.id}",
        subject=_("The plan of who judges what is ready"),
        text=_("Look at it and apply it. No judge is asked anything before."),
        path=f"/events/{slug}/judging/plans/{plan.id}",
    )
