"""Background work of matching: an event is read, solved, and the plan written down."""

from collections.abc import Callable

from hackathon.core.actors import system
from hackathon.core.i18n import _
from hackathon.core.jobs import JobContext, report_progress
from hackathon.core.work import unit_of_work
from hackathon.events.setup.models import Event
from hackathon.placing.problems.rules import ProblemError, check
from hackathon.placing.solver.gateway import solve as solve_problem
from hackathon.teams.matching.commands import give_up, propose_plan
from hackathon.teams.matching.models import MatchingRun
from hackathon.teams.matching.policy import SOLVING
from hackathon.teams.matching.queries import SOLVE
from hackathon.teams.matching.rules import Solution
from hackathon.teams.matching.states import RunState
from hackathon.teams.situation.queries import problem_of

Reporter = Callable[[int, str], None]


def solve(context: JobContext, run_id: int) -> None:
    """Propose teams for an event as it is now; nothing where that was done before, or nobody waits for it any more."""
    session = context.session
    run = session.get(MatchingRun, run_id)
    if run is None or run.state != RunState.ASKED:
        return
    problem = problem_of(session, session.get_one(Event, run.event_id), run.scope)
    seed, time_limit = run.seed, run.time_limit
    session.rollback()  # nothing stays open in the database while the solver works
    try:
        check(problem)
    except ProblemError as trouble:
        with unit_of_work(session, system(SOLVING), context.clock()) as work:
            give_up(work, run_id, _("The event cannot be matched as it is: %(why)s.") % {"why": trouble})
        return
    found = solve_problem(problem, seed=seed, time_limit=time_limit, report=_reporter(context, run_id))
    solution = Solution(found.plan, found.bound, found.stopped_by, found.seconds)
    with unit_of_work(session, system(SOLVING), context.clock()) as work:
        propose_plan(work, run_id, problem, solution)


def _reporter(context: JobContext, run_id: int) -> Reporter:
    def tell(percent: int, step: str) -> None:
        report_progress(context, SOLVE, run_id, f"{step} ({percent} %)")

    return tell
