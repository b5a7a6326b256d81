"""Background work of requests: ending those that nobody can answer any more."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.teams.requests.commands import end_overdue_requests
from hackathon.teams.requests.policy import EXPIRING


def sweep(context: JobContext, _subject_id: int) -> None:
    """End the requests at events where teams form no more; doing it again ends nothing."""
    with unit_of_work(context.session, system(EXPIRING), context.clock()) as work:
        end_overdue_requests(work)
