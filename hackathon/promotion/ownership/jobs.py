"""Background work of ownership: use cases whose owner is missing for too long are suspended."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.ownership.commands import suspend_ownerless
from hackathon.promotion.ownership.policy import WATCHING
from hackathon.promotion.ownership.queries import ownerless_too_long


def watch(context: JobContext, _subject_id: int) -> None:
    """Suspend each use case that was left alone too long, each in a commit of its own, however long nothing ran."""
    for case_id in ownerless_too_long(context.session, context.clock()):
        with unit_of_work(context.session, system(WATCHING), context.clock()) as work:
            suspend_ownerless(work, case_id)
