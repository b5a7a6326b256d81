"""Background work of the schedule: reminds whoever is to be reminded now."""

from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.events.schedule.commands import remind
from hackathon.events.schedule.policy import REMINDING
from hackathon.events.schedule.queries import due_reminders


def sweep(context: JobContext, _subject_id: int) -> None:
    """Send the reminders that are due, each in a commit of its own, however long nothing ran."""
    register: Contributions = context.session.info["contributions"]
    for event_id, key in due_reminders(context.session, register.reminders, context.clock()):
        with unit_of_work(context.session, system(REMINDING), context.clock()) as work:
            remind(work, event_id, key)
