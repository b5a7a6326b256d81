"""What programs without a web server work with: sessions, jobs and contributions of one installation."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.actors import Actor
from hackathon.core.clock import Clock, system_clock
from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.db import open_engine
from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import JobContext, JobQueue, due_jobs, run_job
from hackathon.core.storage import Storage
from hackathon.core.work import Work, session_context, unit_of_work


@dataclass(frozen=True)
class Toolbox:
    """One installation, as commands, workers and schedules hold it."""

    settings: Settings
    engine: Engine
    contributions: Contributions
    queue: JobQueue
    storage: Storage
    clock: Clock = system_clock

    @classmethod
    def of(cls, settings: Settings, *, clock: Clock = system_clock) -> "Toolbox":
        """Open an installation; nothing is connected before it is used."""
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        engine = open_engine(settings.database_url)
        register = floors.contributions(settings)
        return cls(settings, engine, register, JobQueue(settings.redis_url), Storage(settings.storage_url), clock)

    def new_session(self) -> Session:
        """Open a session that units of work can be opened on."""
        return Session(self.engine, info=session_context(self.settings, self.contributions, self.queue))

    @contextmanager
    def working(self, actor: Actor) -> Iterator[Work]:
        """Open a unit of work in a session of its own."""
        with self.new_session() as session, unit_of_work(session, actor, self.clock()) as work:
            yield work

    def job_context(self, session: Session) -> JobContext:
        """Return what a job is given."""
        return JobContext(session, self.settings, self.clock, self.storage, self.contributions.jobs, self.new_session)

    def catch_up(self) -> None:
        """Deliver and run here what waits for a worker now, so that a command is done when it returns."""
        with self.new_session() as session:
            for _round in range(100):
                delivered = deliver_pending(session, self.clock)
                ran = [run_job(self.job_context(session), job_id) for job_id in due_jobs(session, self.clock())]
                if not delivered and not any(ran):
                    break
