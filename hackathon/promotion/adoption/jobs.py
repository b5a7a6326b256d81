"""Background work of adoption: offers that nobody answered expire."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.adoption.commands import expire_offer
from hackathon.promotion.adoption.policy import EXPIRING
from hackathon.promotion.adoption.queries import overdue_offers


def expire(context: JobContext, _subject_id: int) -> None:
    """End each offer whose time is over, each in a commit of its own, however long nothing ran."""
    for offer_id in overdue_offers(context.session, context.clock()):
        with unit_of_work(context.session, system(EXPIRING), context.clock()) as work:
            expire_offer(work, offer_id)
