"""Checks of the programs that run beside the web: queue, workers, schedule."""

from datetime import timedelta

from sqlalchemy import func, select

from hackathon.core.checks import Unwell
from hackathon.core.jobs import Job, Leadership
from hackathon.schedule import LEADERSHIP
from hackathon.toolbox import Toolbox
from hackathon.worker import count_workers

LONGEST_WAIT = timedelta(minutes=5)


def queue(toolbox: Toolbox) -> str:
    """Ask the queue."""
    if not toolbox.queue.is_up():
        where = "HACKATHON_REDIS_URL" if toolbox.settings.production else "`hackathon run` or HACKATHON_REDIS_URL"
        raise Unwell(f"It does not answer; nothing is lost, work waits. Check {where}.")
    return f"answers; {toolbox.queue.length()} pokes wait"


def workers(toolbox: Toolbox) -> str:
    """Count the workers that gave a sign of life lately."""
    count = count_workers(toolbox.queue) if toolbox.queue.is_up() else 0
    if not count:
        raise Unwell("No worker was seen lately. Start `hackathon worker`.")
    return f"{count} seen lately"


def background_work(toolbox: Toolbox) -> str:
    """See whether work is done in time."""
    undone = (Job.done_at.is_(None), Job.failed_at.is_(None), Job.lease.is_(None))
    late = select(func.count()).select_from(Job).where(*undone, Job.run_after < toolbox.clock() - LONGEST_WAIT)
    given_up = select(func.count()).select_from(Job).where(Job.failed_at.is_not(None), Job.done_at.is_(None))
    with toolbox.new_session() as session:
        late_count, given_up_count = session.scalar(late), session.scalar(given_up)
    if late_count:
        raise Unwell(f"{late_count} jobs have waited for more than five minutes. Start (more of) `hackathon worker`.")
    if given_up_count:
        raise Unwell(f"{given_up_count} jobs were given up. An administrator finds them under Background work.")
    return "nothing waits long, nothing was given up"


def schedule(toolbox: Toolbox) -> str:
    """See whether a schedule leads."""
    with toolbox.new_session() as session:
        leader = session.get(Leadership, LEADERSHIP)
    if leader is None or leader.until < toolbox.clock():
        raise Unwell("None leads: reminders and healing wait. Start `hackathon schedule`.")
    return f"led by {leader.holder.rpartition(':')[0]}"
