"""Background work of plans: an event is read, solved, and the plan written down."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.judging.plans.commands import Solution, propose_plan
from hackathon.judging.plans.models import AssignmentPlan
from hackathon.judging.plans.policy import SOLVING
from hackathon.judging.plans.queries import situation_of
from hackathon.judging.plans.rules import Asked, panel_of, unmet
from hackathon.judging.plans.states import PlanState
from hackathon.placing.panels import gateway


def solve(context: JobContext, plan_id: int) -> None:
    """Plan for an event as it is now; nothing where that was done before, or nobody waits for it any more."""
    session = context.session
    plan = session.get(AssignmentPlan, plan_id)
    if plan is None or plan.state != PlanState.ASKED:
        return
    asked, now = Asked(plan.views, plan.minutes, plan.seed), situation_of(session, plan.event_id, plan.stage)
    session.rollback()  # nothing stays open in the database while the solver works
    panel = panel_of(now, asked)
    pairs = gateway.solve(panel, asked.seed)
    with unit_of_work(session, system(SOLVING), context.clock()) as work:
        propose_plan(work, plan_id, now, Solution(pairs, unmet(panel, pairs, now)))
