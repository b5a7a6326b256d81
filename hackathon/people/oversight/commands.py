"""What administrators do about background work that was given up."""

from hackathon.core.decisions import Conflict, require
from hackathon.core.facts import Delivery
from hackathon.core.i18n import _
from hackathon.core.install import SWEEP
from hackathon.core.jobs import Job
from hackathon.core.work import Work
from hackathon.people.oversight.facts import DeliveryRetried, JobRetried
from hackathon.people.oversight.policy import can_oversee


def retry_job(work: Work, job_id: int) -> None:
    """Ask again for work that was given up; the row that failed keeps its error and is settled."""
    job = work.lock(Job, job_id)
    require(can_oversee(work.actor))
    if job.failed_at is None or job.done_at is not None:
        raise Conflict(_("This was tried again already."))
    job.done_at = work.now
    work.session.flush()
    work.request_job(job.name, job.subject_id)
    work.record(JobRetried(subject_id=job.id))


def retry_delivery(work: Work, delivery_id: int) -> None:
    """Let a reaction that was given up have its fact again, at once."""
    delivery = work.lock(Delivery, delivery_id)
    require(can_oversee(work.actor))
    if delivery.failed_at is None:
        raise Conflict(_("This was tried again already."))
    delivery.failed_at, delivery.attempts, delivery.run_after = None, 0, work.now
    work.request_job(SWEEP, 0)
    work.record(DeliveryRetried(subject_id=delivery.id))
