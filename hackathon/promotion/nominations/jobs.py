"""Background work of nominations: what waits is offered once there is room, and deciders are reminded once."""

from contextlib import suppress

from hackathon.core.actors import system
from hackathon.core.decisions import Invalid
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.nominations.commands import offer_waiting, remind_deciders
from hackathon.promotion.nominations.policy import OFFERING, REMINDING
from hackathon.promotion.nominations.queries import overdue_decisions, waiting_light_cases


def offer(context: JobContext, _subject_id: int) -> None:
    """Offer each light use case whose owner has room by now, each in a commit of its own."""
    for case_id in waiting_light_cases(context.session):
        # Who may not own it any more is asked no more; whoever decides offers it to somebody else.
        with suppress(Invalid), unit_of_work(context.session, system(OFFERING), context.clock()) as work:
            offer_waiting(work, case_id)


def remind(context: JobContext, _subject_id: int) -> None:
    """Remind deciders of each nomination that waited too long, once however long nothing ran."""
    for case_id in overdue_decisions(context.session, context.clock()):
        with unit_of_work(context.session, system(REMINDING), context.clock()) as work:
            remind_deciders(work, case_id)
