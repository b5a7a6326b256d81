"""Background work: rows that a worker claims with a lease, poked through rq, found by a sweep when that is lost."""

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer
from sqlalchemy import ColumnElement, Index, String, Text, and_, delete, insert, or_, select, text, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Mapped, Session, mapped_column

from hackathon.core.clock import Clock
from hackathon.core.config import Settings
from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal
from hackathon.core.storage import Storage

QUEUE = "hackathon"
ENTRY = "hackathon.worker.perform"
LEASE = timedelta(seconds=30)
HEARTBEAT = 10.0
ATTEMPTS = 8
POKE_LIFE = 600
"""Seconds after which a poke nobody took, or one that failed, is forgotten: the row it points at is found again."""
TIME_LIMIT = 900
log = structlog.get_logger()
_WAITING = text("done_at IS NULL AND failed_at IS NULL")


class Job(Base):
    """Work to be done about one subject; at most one of a name and subject waits at a time."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index(
            "uq_jobs_waiting",
            "name",
            "subject_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_jobs_due", "run_after", sqlite_where=_WAITING, postgresql_where=_WAITING),
    )
    __personal__ = Personal(
        what=lazy("That you asked for background work, by the number of your account."),
        why=lazy("So that you find out how it ended."),
        keep=lazy("As long as the installation keeps its list of work."),
        whose=("requested_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    subject_id: Mapped[int]
    requested_at: Mapped[datetime]
    requested_by: Mapped[int | None]
    run_after: Mapped[datetime]
    lease: Mapped[str | None] = mapped_column(String(32))
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    again: Mapped[bool] = mapped_column(default=False)
    progress: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]


class RetryLater(Exception):  # noqa: N818 - an answer of a job, not a fault
    """The outside is not there just now; the job is tried again after its back-off, and the sentence is shown."""


@dataclass(frozen=True)
class JobContext:
    """What a job is given beside the id of its subject."""

    session: Session
    settings: Settings
    clock: Clock
    storage: Storage
    specs: "Mapping[str, JobSpec]"
    new_session: Callable[[], Session]


JobFunction = Callable[[JobContext, int], None]


@dataclass(frozen=True)
class JobSpec:
    """A kind of job: `where` is `module:function`, imported by the worker only, since jobs may need heavy libraries."""

    name: str
    where: str
    attempts: int = ATTEMPTS

    def load(self) -> JobFunction:
        module, _, function = self.where.partition(":")
        found: JobFunction = getattr(import_module(module), function)
        return found


@dataclass(frozen=True)
class Periodic:
    """Something the schedule does once in each period of so many seconds, as a job about subject 0."""

    name: str
    every: int


class PeriodStarted(Base):
    """The unique key by which any number of schedules start a period once."""

    __tablename__ = "periods_started"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class JobQueue:
    """The poke: tells a worker at once what a sweep would find later. Losing one loses no work."""

    def __init__(self, url: str | None) -> None:
        self._redis = Redis.from_url(url, socket_connect_timeout=1, socket_timeout=5) if url else None

    @property
    def redis(self) -> "Redis | None":
        """The connection, None where no queue is set up (commands run without one)."""
        return self._redis

    def is_up(self) -> bool:
        """Tell whether the queue answers."""
        try:
            return bool(self._redis and self._redis.ping())
        except RedisError:
            return False

    def length(self) -> int:
        """Count pokes that wait; none where the queue does not answer."""
        try:
            return Queue(QUEUE, connection=self._redis).count if self._redis else 0
        except RedisError:
            return 0

    def poke(self, what: str, *ids: int) -> bool:
        """Ask a worker to look at once; a queue that is down is logged, and everything left to the sweep: False."""
        if self._redis is None:
            return False
        try:
            queue = Queue(QUEUE, connection=self._redis, serializer=JSONSerializer)
            queue.enqueue_call(
                ENTRY, args=(what, *ids), timeout=TIME_LIMIT, ttl=POKE_LIFE, failure_ttl=POKE_LIFE, result_ttl=0
            )
        except RedisError as trouble:
            log.warning("poke lost", what=what, trouble=str(trouble))
            return False
        return True


def request_job(
    session: Session,
    name: str,
    subject_id: int,
    *,
    now: datetime,
    by: int | None,
    after: datetime | None = None,
) -> Job:
    """Ask for work: the waiting row of this name and subject is reused; one being worked on runs once more after."""
    run_after = after or now
    while (waiting := _waiting(session, name, subject_id)) is None:
        asked = Job(name=name, subject_id=subject_id, requested_at=now, requested_by=by, run_after=run_after)
        if _inserted(session, asked):
            return asked
    if waiting.lease is not None:
        waiting.again = True
    else:
        waiting.run_after = min(waiting.run_after, run_after)
    return waiting


def request_new_jobs(
    session: Session, name: str, subject_ids: Iterable[int], *, now: datetime, by: int | None
) -> Sequence[int]:
    """Ask for work about subjects that nobody asked for before, and return the ids of the jobs."""
    asked = {"name": name, "requested_at": now, "requested_by": by, "run_after": now}
    rows = [asked | {"subject_id": subject_id} for subject_id in subject_ids]
    return session.scalars(insert(Job).returning(Job.id), rows).all() if rows else ()


def _waiting(session: Session, name: str, subject_id: int) -> Job | None:
    statement = (
        select(Job)
        .where(Job.name == name, Job.subject_id == subject_id, Job.done_at.is_(None), Job.failed_at.is_(None))
        .with_for_update()
    )
    return session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()


def _inserted(session: Session, row: Base) -> bool:
    """Insert a row; False when somebody else just did, on PostgreSQL after having waited for their commit."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def due_jobs(session: Session, now: datetime) -> list[int]:
    """List jobs that nobody works on and whose time has come, oldest first."""
    return list(session.scalars(select(Job.id).where(_is_due(now)).order_by(Job.id).limit(500)))


def run_job(context: JobContext, job_id: int) -> bool:
    """Claim the job, run it, and write down how it ended; False when somebody else has it or it is not due."""
    lease = secrets.token_hex(16)
    job = _claim(context, job_id, lease)
    if job is not None:
        _end(context, job, error=_outcome(context, job))
    return job is not None


def _outcome(context: JobContext, job: "_Claimed") -> str | None:
    """Run the claimed job and return what went wrong, if anything."""
    spec = context.specs.get(job.name)
    if spec is None:
        return "this version does not know this kind of job"
    if job.attempts > spec.attempts:
        return "its worker died every time"
    try:
        with _heartbeat(context, job):
            spec.load()(context, job.subject_id)
    except RetryLater as trouble:
        return str(trouble)
    except Exception as trouble:
        log.exception("job failed", job=job.name, subject=job.subject_id)
        return f"{type(trouble).__name__}: {trouble}"[:2000]
    return None


def report_progress(context: JobContext, name: str, subject_id: int, sentence: str) -> None:
    """Show how far a running job is."""
    with context.new_session() as session, session.begin():
        session.execute(
            update(Job)
            .where(Job.name == name, Job.subject_id == subject_id, Job.lease.is_not(None))
            .values(progress=sentence[:200])
        )


@dataclass(frozen=True)
class _Claimed:
    """A job that is ours as long as its lease is renewed."""

    id: int
    lease: str
    name: str
    subject_id: int
    attempts: int


def _claim(context: JobContext, job_id: int, lease: str) -> _Claimed | None:
    now = context.clock()
    session = _fresh(context)
    claimed = session.execute(
        update(Job)
        .where(Job.id == job_id, _is_due(now))
        .values(lease=lease, leased_until=now + LEASE, attempts=Job.attempts + 1, again=False)
        .returning(Job.name, Job.subject_id, Job.attempts)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    session.commit()
    return _Claimed(job_id, lease, *claimed) if claimed else None


def _is_due(now: datetime) -> ColumnElement[bool]:
    free = or_(Job.leased_until.is_(None), Job.leased_until < now)
    return and_(Job.done_at.is_(None), Job.failed_at.is_(None), Job.run_after <= now, free)


def _end(context: JobContext, claimed: _Claimed, *, error: str | None) -> None:
    now = context.clock()
    session = _fresh(context)
    # Whoever took the job over after our lease had run out writes down its end.
    ours = select(Job).where(Job.id == claimed.id, Job.lease == claimed.lease).with_for_update()
    job = session.scalars(ours, execution_options={"populate_existing": True}).one_or_none()
    if job is not None:
        job.lease = job.leased_until = None
        job.error = error
        spec = context.specs.get(job.name)
        _settle(job, now, attempts=spec.attempts if spec else ATTEMPTS)
    session.commit()


def _settle(job: Job, now: datetime, *, attempts: int) -> None:
    if job.again:
        # Asked for anew meanwhile: that request has all its attempts, however this one ended.
        job.run_after, job.attempts, job.again = now, 0, False
    elif job.error is None:
        job.done_at = now
    elif job.attempts >= attempts:
        job.failed_at = now
    else:
        job.run_after = now + back_off(job.attempts)


def back_off(attempts: int) -> timedelta:
    """Wait 5 s after the first failure, four times as long after each further one, an hour at most."""
    return min(timedelta(seconds=5 * 4 ** max(attempts - 1, 0)), timedelta(hours=1))


def _fresh(context: JobContext) -> Session:
    session = context.session
    session.rollback()
    session.connection(execution_options={"immediate": True})
    return session


@contextlib.contextmanager
def _heartbeat(context: JobContext, job: _Claimed) -> Iterator[None]:
    """Renew the lease while the block runs, so that only a dead worker's job is taken over."""
    stopped = threading.Event()
    ours = update(Job).where(Job.id == job.id, Job.lease == job.lease)

    def beat() -> None:
        while not stopped.wait(HEARTBEAT):
            # A beat that fails is not the job's failure; the next one may succeed before the lease runs out.
            with contextlib.suppress(SQLAlchemyError), context.new_session() as session, session.begin():
                session.execute(ours.values(leased_until=context.clock() + LEASE))

    thread = threading.Thread(target=beat, name=f"lease-{job.id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


class Leadership(Base):
    """Who leads among processes of which one is enough, and until when unless renewed."""

    __tablename__ = "leaderships"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime]


def lead(session: Session, name: str, holder: str, *, now: datetime) -> bool:
    """Take or renew the lead for a lease's length unless another holds it; the caller commits."""
    held = session.scalars(select(Leadership).where(Leadership.name == name).with_for_update()).one_or_none()
    if held is None:
        return _inserted(session, Leadership(name=name, holder=holder, until=now + LEASE))
    if held.holder != holder and held.until >= now:
        return False
    held.holder, held.until = holder, now + LEASE
    session.flush()
    return True


def step_down(session: Session, name: str, holder: str) -> None:
    """Give the lead up if it is held, so that another takes it at once; the caller commits."""
    session.execute(delete(Leadership).where(Leadership.name == name, Leadership.holder == holder))


def start_period(session: Session, periodic: Periodic, now: datetime) -> bool:
    """Start the present period unless some schedule already did, and forget the ones before; the caller commits."""
    period = int(now.timestamp()) // periodic.every
    if session.get(PeriodStarted, (periodic.name, period)) is not None:
        return False
    session.execute(delete(PeriodStarted).where(PeriodStarted.name == periodic.name, PeriodStarted.period < period))
    return _inserted(session, PeriodStarted(name=periodic.name, period=period, at=now))
