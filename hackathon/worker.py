"""The job worker: takes pokes from the queue and does the work they point at, in a forked child each."""

import signal

import structlog
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import QUEUE, JobQueue, run_job
from hackathon.family import die_with_parent
from hackathon.toolbox import Toolbox

log = structlog.get_logger()
_toolboxes: list[Toolbox] = []


def work(toolbox: Toolbox, *, burst: bool = False) -> None:
    """Work until told to stop (or, in a burst, until nothing waits); what is heavy is loaded once, before forking."""
    connection = toolbox.queue.redis
    if connection is None:
        raise SystemExit("HACKATHON_REDIS_URL: a worker needs the address of the queue")
    for spec in toolbox.contributions.jobs.values():
        spec.load()
    _toolboxes[:] = [toolbox]
    queue = Queue(QUEUE, connection=connection, serializer=JSONSerializer)
    worker = ForkingWorker([queue], connection=connection, serializer=JSONSerializer, log_job_description=False)
    worker.work(burst=burst, logging_level="WARNING")


class ForkingWorker(Worker):
    """A worker that takes its child along when it is killed, and is soon back when the queue was."""

    max_connection_wait_time = 2.0

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        # The job's lease then runs out, and another worker takes it.
        die_with_parent(signal.SIGKILL, self.pid or 0)
        super().main_work_horse(job, queue)


def count_workers(queue: JobQueue) -> int:
    """Count the workers on our queue that gave a sign of life within the time after which rq gives one up."""
    return Worker.count(connection=queue.redis, queue=Queue(QUEUE, connection=queue.redis)) if queue.redis else 0


def perform(what: str, *ids: int) -> None:
    """Do what one poke asks for: `deliver` what facts are owed, or one `job`. Called by rq in the forked child."""
    toolbox = _toolboxes[0]
    # The parent's connections must not be shared with this child.
    toolbox.engine.dispose(close=False)
    with toolbox.new_session() as session:
        if what == "deliver":
            deliver_pending(session, toolbox.clock)
        elif what == "job":
            run_job(toolbox.job_context(session), *ids)
        else:
            log.warning("unknown poke", what=what)
