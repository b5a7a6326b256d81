"""Background work of pilots: owners are warned, and pilots of which nothing is measured end."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.pilots.commands import watch_pilot
from hackathon.promotion.pilots.policy import PILOT_SWEEP
from hackathon.promotion.pilots.queries import unmeasured_pilots


def sweep(context: JobContext, _subject_id: int) -> None:
    """Look at each pilot of which nothing is measured, each in a commit of its own, however long nothing ran."""
    for running in unmeasured_pilots(context.session):
        with unit_of_work(context.session, system(PILOT_SWEEP), context.clock()) as work:
            watch_pilot(work, running.case_id)
