"""Trying again what was given up."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied
from hackathon.core.facts import Delivery, FactRow
from hackathon.core.jobs import Job
from hackathon.core.work import Work
from hackathon.people.oversight.commands import retry_delivery, retry_job
from hackathon.people.oversight.queries import failed_deliveries, failed_jobs
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.saving import saved

Working = Callable[..., AbstractContextManager[Work]]


def make_failed_job(session: Session) -> Job:
    return saved(
        session,
        Job(
            name="tests.job",
            subject_id=7,
            requested_at=NOON,
            run_after=NOON,
            attempts=8,
            error="it was not there",
            failed_at=NOON,
        ),
    )


def make_failed_delivery(session: Session) -> Delivery:
    fact = saved(
        session,
        FactRow(
            kind="tests.gone", stream_kind="team", stream_id=1, audience="viewers", payload='{"subject_id":1}', at=NOON
        ),
    )
    return saved(
        session,
        Delivery(
            fact_id=fact.id,
            reaction="tests.react",
            stream="team:1",
            attempts=8,
            run_after=NOON,
            failed_at=NOON,
            error="too loud",
        ),
    )


def test_retry_job_asks_again_and_settles_the_failure(session: Session, working: Working) -> None:
    admin, failed = make_account(session, "Ada", "admin"), make_failed_job(session)

    with working(admin) as work:
        retry_job(work, failed.id)

    waiting = session.scalars(select(Job).where(Job.done_at.is_(None), Job.failed_at.is_(None))).one()
    assert (waiting.name, waiting.subject_id, waiting.attempts, waiting.requested_by) == ("tests.job", 7, 0, admin.id)
    assert session.scalars(failed_jobs()).all() == []
    assert session.scalars(select(FactRow.kind)).all() == ["people.oversight.job_retried"]


def test_retry_job_twice_is_refused(session: Session, working: Working) -> None:
    admin, failed = make_account(session, "Ada", "admin"), make_failed_job(session)
    with working(admin) as work:
        retry_job(work, failed.id)

    with pytest.raises(Conflict), working(admin) as work:
        retry_job(work, failed.id)

    assert len(session.scalars(select(Job)).all()) == 2


def test_retry_delivery_makes_it_due_again(session: Session, working: Working) -> None:
    admin, failed = make_account(session, "Ada", "admin"), make_failed_delivery(session)

    with working(admin) as work:
        retry_delivery(work, failed.id)

    session.refresh(failed)
    assert (failed.failed_at, failed.attempts, failed.run_after) == (None, 0, NOON)
    assert session.scalars(failed_deliveries()).all() == []
    assert session.scalars(select(Job.name)).all() == ["core.dispatch.sweep"]


def test_retry_delivery_twice_is_refused(session: Session, working: Working) -> None:
    admin, failed = make_account(session, "Ada", "admin"), make_failed_delivery(session)
    with working(admin) as work:
        retry_delivery(work, failed.id)

    with pytest.raises(Conflict), working(admin) as work:
        retry_delivery(work, failed.id)


@pytest.mark.parametrize("roles", [(), ("host", "steward", "product_owner", "sponsor", "auditor")])
def test_retry_by_somebody_who_is_no_administrator_is_refused(
    session: Session, working: Working, roles: tuple[str, ...]
) -> None:
    eve, job, delivery = make_account(session, "Eve", *roles), make_failed_job(session), make_failed_delivery(session)

    with pytest.raises(Denied), working(eve) as work:
        retry_job(work, job.id)
    with pytest.raises(Denied), working(eve) as work:
        retry_delivery(work, delivery.id)

    assert (len(session.scalars(failed_jobs()).all()), len(session.scalars(failed_deliveries()).all())) == (1, 1)
