"""Dispatch: hands each committed fact to each reaction, exactly once and in order per stream."""

from datetime import datetime

import structlog
from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import system
from hackathon.core.clock import Clock
from hackathon.core.contributions import Contributions
from hackathon.core.facts import Delivery, FactRow, Happened, Reaction
from hackathon.core.jobs import ATTEMPTS, JobContext, back_off
from hackathon.core.work import Work, unit_of_work

log = structlog.get_logger()


def deliver_job(context: JobContext, _subject_id: int) -> None:
    """Deliver what is owed: the healing sweep."""
    deliver_pending(context.session, context.clock)


def deliver_pending(session: Session, clock: Clock) -> int:
    """Deliver until nothing is owed now; return how many were delivered. A failing reaction delays only itself."""
    contributions: Contributions = session.info["contributions"]
    reactions = {reaction.name: reaction for reaction in contributions.reactions}
    delivered = 0
    while ids := _pending_ids(session, clock()):
        progress = sum(_deliver(session, reactions, clock, delivery_id) for delivery_id in ids)
        delivered += progress
        if not progress:
            break
    return delivered


def pending_deliveries(now: datetime) -> Select[Delivery]:
    """Select what is owed now: due, and nothing earlier of the same stream still owed to the same reaction."""
    earlier = aliased(Delivery)
    blocked = exists().where(
        earlier.reaction == Delivery.reaction,
        earlier.stream == Delivery.stream,
        earlier.fact_id < Delivery.fact_id,
        earlier.done_at.is_(None),
        earlier.failed_at.is_(None),
    )
    return (
        select(Delivery)
        .where(Delivery.done_at.is_(None), Delivery.failed_at.is_(None), Delivery.run_after <= now, ~blocked)
        .order_by(Delivery.fact_id, Delivery.id)
    )


def _pending_ids(session: Session, now: datetime) -> list[int]:
    session.rollback()
    return list(session.scalars(pending_deliveries(now).with_only_columns(Delivery.id).limit(200)))


def _deliver(session: Session, reactions: dict[str, Reaction], clock: Clock, delivery_id: int) -> bool:
    try:
        with unit_of_work(session, system("dispatch"), clock()) as work:
            return _react(work, reactions, delivery_id)
    except Exception as trouble:
        log.exception("reaction failed", delivery=delivery_id)
        _write_failure(session, clock(), delivery_id, f"{type(trouble).__name__}: {trouble}"[:2000])
        return True


def _react(work: Work, reactions: dict[str, Reaction], delivery_id: int) -> bool:
    """Run the reaction and mark the delivery in one commit: that is what makes it exactly once."""
    due = pending_deliveries(work.now).where(Delivery.id == delivery_id)
    delivery = work.session.scalars(due.with_for_update(skip_locked=True)).one_or_none()
    if delivery is None:
        return False
    row = work.get(FactRow, delivery.fact_id)
    fact, reaction = row.fact(), reactions.get(delivery.reaction)
    if fact is not None and reaction is not None:
        work.actor = system(reaction.name)
        reaction.react(work, Happened(fact, row.id, row.actor_id, row.at))
    delivery.done_at = work.now
    return True


def _write_failure(session: Session, now: datetime, delivery_id: int, trouble: str) -> None:
    with unit_of_work(session, system("dispatch"), now) as work:
        delivery = work.lock(Delivery, delivery_id)
        delivery.attempts += 1
        delivery.error = trouble
        delivery.run_after = now + back_off(delivery.attempts)
        if delivery.attempts >= ATTEMPTS:
            delivery.failed_at = now
