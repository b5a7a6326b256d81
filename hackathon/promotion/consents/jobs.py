"""Background work of consents: those that are over are seen, so that people are asked again."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.consents.commands import end_consent
from hackathon.promotion.consents.policy import ENDING
from hackathon.promotion.consents.queries import consents_over


def end(context: JobContext, _subject_id: int) -> None:
    """See each consent that is over, each in a commit of its own, however long nothing ran."""
    for consent_id in consents_over(context.session, context.clock()):
        with unit_of_work(context.session, system(ENDING), context.clock()) as work:
            end_consent(work, consent_id)
