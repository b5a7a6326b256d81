"""Background work of waivers: those that ran out are ended."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.waivers.commands import end_waiver
from hackathon.promotion.waivers.policy import RUNNING_OUT
from hackathon.promotion.waivers.queries import waivers_over


def run_out(context: JobContext, _subject_id: int) -> None:
    """End each waiver whose time is over, each in a commit of its own, however long nothing ran."""
    for waiver_id in waivers_over(context.session, context.clock()):
        with unit_of_work(context.session, system(RUNNING_OUT), context.clock()) as work:
            end_waiver(work, waiver_id)
