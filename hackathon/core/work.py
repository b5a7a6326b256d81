"""The unit of work: the only place that commits, where facts are written with the change or not at all."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions
from hackathon.core.db import Base
from hackathon.core.decisions import Missing, Refusal, Stale
from hackathon.core.facts import Fact, FactRow, FactSubject, Statement, Subject, deliveries_of
from hackathon.core.i18n import _
from hackathon.core.jobs import Job, JobQueue, request_job, request_new_jobs
from hackathon.core.search.index import changed_by, write_entries

Row = TypeVar("Row", bound=Base)


class Work:
    """What a command is given: who acts, when, and the session to load, lock and change things in.

    `now` is the moment the unit of work began, `received_at` the moment the request was taken: deadlines
    are compared with the latter, so that waiting for a lock makes nobody late.
    """

    def __init__(self, session: Session, actor: Actor, now: datetime, received_at: datetime) -> None:
        self.session = session
        self.actor = actor
        self.now = now
        self.received_at = received_at
        self._pokes: list[tuple[str, int]] = []
        self._has_deliveries = False
        self._to_search: set[Subject] = set()

    def lock(self, model: type[Row], row_id: int | None) -> Row:
        """Load a row fresh and keep others from changing it until the end; raise `Missing` where there is none."""
        statement = select(model).where(model.__table__.c.id == row_id).with_for_update()
        row = self.session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()
        if row is None:
            raise Missing(_("This does not exist, or not any more."))
        return row

    def get(self, model: type[Row], row_id: int | None) -> Row:
        """Load a row that will only be read; raise `Missing` where there is none."""
        row = self.session.get(model, row_id) if row_id is not None else None
        if row is None:
            raise Missing(_("This does not exist, or not any more."))
        return row

    def add(self, row: Row, *, unless_taken: Refusal | None = None) -> Row:
        """Insert a row so that it has its id; where a unique constraint already holds one, raise `unless_taken`."""
        if unless_taken is None:
            self.session.add(row)
            self.session.flush()
            return row
        with self.claiming(unless_taken):
            self.session.add(row)
        return row

    @contextmanager
    def claiming(self, unless_taken: Refusal) -> Iterator[None]:
        """Write what the block changes; where a unique constraint already holds such a value, raise `unless_taken`."""
        self.session.flush()
        try:
            with self.session.begin_nested():
                yield
        except IntegrityError as taken:
            raise unless_taken from taken

    def expect_version(self, row: Base, version: int | None) -> None:
        """Raise `Stale` when the row changed since the person read it; count the version up otherwise."""
        if version is not None and row.version != version:  # type: ignore[attr-defined]
            raise Stale(
                _(
                    "Somebody else changed this while you were editing. Nothing was saved; your text is kept below. "
                    "Look at theirs in another tab, and save again to put yours in its place."
                ),
                version=row.version,  # type: ignore[attr-defined]
            )
        row.version += 1  # type: ignore[attr-defined]

    def state(self, text: str) -> Statement:
        """Keep words a person typed, apart from the fact that will refer to them."""
        return self.add(Statement.of(text))

    def record(self, fact: Fact) -> FactRow:
        """Write down what happened, and one delivery for each reaction registered today."""
        return self.record_all([fact])[0]

    def record_all(self, facts: Iterable[Fact]) -> list[FactRow]:
        """Write down what happened to many at once, in a few queries for all of it."""
        self.session.flush()
        happened = [(fact, FactRow.of(fact, actor=self.actor, at=self.now)) for fact in facts]
        rows = [row for _fact, row in happened]
        self.session.add_all(rows)
        self.session.flush()
        for fact, row in happened:
            subjects = dict.fromkeys(fact.subjects())
            self.session.add_all([FactSubject(fact_id=row.id, kind=kind, subject_id=at) for kind, at in subjects])
            deliveries = deliveries_of(row, self.contributions.reactions)
            self.session.add_all(deliveries)
            self._has_deliveries = self._has_deliveries or bool(deliveries)
        searchables = self.contributions.searchables.values()
        self._to_search |= changed_by([fact for fact, _row in happened], searchables)
        return rows

    def request_job(self, name: str, subject_id: int, *, after: datetime | None = None) -> Job:
        """Ask for background work, in this same commit; a worker is poked once it stands."""
        job = request_job(self.session, name, subject_id, now=self.now, by=self.actor.id, after=after)
        if after is None or after <= self.now:
            self._pokes.append(("job", job.id))
        return job

    def request_new_jobs(self, name: str, subject_ids: Iterable[int]) -> None:
        """Ask for work about subjects of this same commit, for which none can wait yet: one query for all of them."""
        job_ids = request_new_jobs(self.session, name, subject_ids, now=self.now, by=self.actor.id)
        self._pokes += [("job", job_id) for job_id in job_ids]

    @property
    def contributions(self) -> Contributions:
        """What the packages registered with this installation."""
        found: Contributions = self.session.info["contributions"]
        return found

    def settle(self) -> None:
        """Let searches find what changed; called before the commit, when everything stands as it will be."""
        self.session.flush()
        for kind in {subject.kind for subject in self._to_search}:
            ids = sorted(subject.id for subject in self._to_search if subject.kind == kind)
            write_entries(self.session, self.contributions.searchables[kind], ids)

    def leave(self) -> None:
        """Poke for what was committed; called after the commit only, since a worker must find it."""
        queue: JobQueue | None = self.session.info.get("queue")
        if queue is None:
            return
        is_up = not self._has_deliveries or queue.poke("deliver")
        for what, row_id in self._pokes:
            # Nobody waits for a queue that is away more than once.
            is_up = is_up and queue.poke(what, row_id)


def session_context(settings: Settings, contributions: Contributions, queue: JobQueue | None) -> dict[str, Any]:
    """Return what every session must know to open units of work on it."""
    return {
        "contributions": contributions,
        "queue": queue,
        "sends_mail": settings.smtp_url is not None,
        "mailed_links": settings.mailed_links,
        "passwords": settings.passwords,
        "public_url": settings.public_url,
    }


@contextmanager
def unit_of_work(
    session: Session, actor: Actor, now: datetime, *, received_at: datetime | None = None
) -> Iterator[Work]:
    """Open a write: ends any read, begins a write, commits at the end or leaves nothing, then pokes workers.

    The session needs the info that `session_context` makes.
    """
    session.rollback()
    session.connection(execution_options={"immediate": True})
    work = Work(session, actor, now, received_at or now)
    try:
        yield work
        work.settle()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    work.leave()
