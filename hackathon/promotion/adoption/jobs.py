"""Background work of adoption: offers that nobody answered are reminded of, and expire."""

from hackathon.core.actors import system
from hackathon.core.jobs import JobContext
from hackathon.core.work import unit_of_work
from hackathon.promotion.adoption.commands import expire_offer, remind_of_offer
from hackathon.promotion.adoption.policy import EXPIRING
from hackathon.promotion.adoption.queries import offers_near_their_end, overdue_offers


def expire(context: JobContext, _subject_id: int) -> None:
    """End each offer whose time is over, each in a commit of its own, however long nothing ran."""
    for offer_id in overdue_offers(context.session, context.clock()):
        with unit_of_work(context.session, system(EXPIRING), context.clock()) as work:
            expire_offer(work, offer_id)


def remind(context: JobContext, _subject_id: int) -> None:
    """Remind of each offer that is near its end, once."""
    for offer_id in offers_near_their_end(context.session, context.clock()):
        with unit_of_work(context.session, system(EXPIRING), context.clock()) as work:
            remind_of_offer(work, offer_id)
