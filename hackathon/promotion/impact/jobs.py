"""Background work of impact: reminds whoever is to measure a live use case."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.impact.commands import remind_to_measure
from hackathon.promotion.impact.policy import REMINDING
from hackathon.promotion.impact.queries import to_be_measured


def sweep(context: JobContext, _subject_id: int) -> None:
    """Send the reminders that are due, each in a commit of its own, however long nothing ran."""
    for case_id in to_be_measured(context.session, context.clock()):
        with unit_of_work(context.session, system(REMINDING), context.clock()) as work:
            remind_to_measure(work, case_id)
