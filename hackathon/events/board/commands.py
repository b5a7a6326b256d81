"""What organizers do from the board itself."""

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.jobs import Job
from hackathon.core.work import Work
from hackathon.events.board.facts import MailsSentAgain
from hackathon.events.board.policy import can_send_again
from hackathon.events.board.queries import failed_jobs
from hackathon.events.setup.models import Event


def send_mails_again(work: Work, event_id: int) -> int:
    """Try mails to the event's people again that were given up; return how many. The failed rows keep their error."""
    event = work.lock(Event, event_id)
    require(can_send_again(work.actor, event))
    jobs = [work.get(Job, job_id) for job_id in failed_jobs(work.session, event_id)]
    if not jobs:
        raise Conflict(_("No mail waits to be sent again: somebody else may have done it."))
    for job in jobs:
        job.done_at = work.now
    work.session.flush()
    for job in jobs:
        work.request_job(job.name, job.subject_id)
    work.record(MailsSentAgain(subject_id=event.id, mails=len(jobs)))
    return len(jobs)
