"""Background work of invitations: ending those whose time is over."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.teams.invitations.commands import end_overdue_invitations
from hackathon.teams.invitations.policy import EXPIRING


def sweep(context: JobContext, _subject_id: int) -> None:
    """End the invitations whose time is over; doing it again ends nothing."""
    with unit_of_work(context.session, system(EXPIRING), context.clock()) as work:
        end_overdue_invitations(work)
