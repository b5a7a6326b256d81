"""Background work of parking: use cases that were parked too long are declined."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.parking.commands import lapse_case
from hackathon.promotion.parking.policy import LAPSING
from hackathon.promotion.parking.queries import parked_too_long


def lapse(context: JobContext, _subject_id: int) -> None:
    """Decline each use case whose time is over, each in a commit of its own, however long nothing ran."""
    for case_id in parked_too_long(context.session, context.clock()):
        with unit_of_work(context.session, system(LAPSING), context.clock()) as work:
            lapse_case(work, case_id)
