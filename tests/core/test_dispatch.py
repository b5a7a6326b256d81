"""Dispatch by several deliverers at once: each delivery once, each stream in its order."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import Delivery, Fact, FactRow, Happened, Reaction, Statement
from hackathon.core.i18n import lazy
from hackathon.core.work import Work, session_context, unit_of_work
from tests.clocks import StandingClock
from tests.installation import make_settings

STREAMS, FACTS, DELIVERERS = 4, 6, 3


@dataclass(frozen=True, kw_only=True)
class PageTurned(Fact):
    """For these tests only."""

    kind = "tests.books.turned"
    subject = "book"
    sentence = lazy("%(actor)s turned a page of %(book)s")

    page: int


def copy(work: Work, happened: Happened) -> None:
    """Write the page down; the order of the rows is the order of the reactions' commits within a stream."""
    assert isinstance(happened.fact, PageTurned)
    work.add(Statement.of(f"{happened.fact.subject_id}:{happened.fact.page}"))


def refuse(_work: Work, _happened: Happened) -> None:
    raise ValueError("never")


def opened(engine: Engine, folder: Path, *reactions: Reaction) -> Session:
    house = Contributions(reactions=[*reactions])
    return Session(engine, info=session_context(make_settings(folder, str(engine.url)), house, None))


def test_deliverers_at_once_deliver_each_fact_once_and_each_stream_in_order(
    live_engine: Engine, tmp_path: Path, clock: StandingClock
) -> None:
    copying = Reaction("tests.copy", (PageTurned,), copy)
    with opened(live_engine, tmp_path, copying) as session:
        for page in range(FACTS):
            with unit_of_work(session, system("tests"), clock()) as work:
                for book in range(STREAMS):
                    work.record(PageTurned(subject_id=book, page=page))
    ready = Barrier(DELIVERERS)

    def deliver(_number: int) -> int:
        with opened(live_engine, tmp_path, copying) as session:
            ready.wait()
            return deliver_pending(session, clock)

    with ThreadPoolExecutor(DELIVERERS) as pool:
        delivered = list(pool.map(deliver, range(DELIVERERS)))
    with opened(live_engine, tmp_path) as session:
        left = session.scalar(select(func.count(Delivery.id)).where(Delivery.done_at.is_(None)))
        copied = [str(text) for text in session.scalars(select(Statement.text).order_by(Statement.id))]

    assert (sum(delivered), left) == (STREAMS * FACTS, 0)
    assert set(Counter(copied).values()) == {1}
    for book in range(STREAMS):
        assert [text for text in copied if text.startswith(f"{book}:")] == [f"{book}:{page}" for page in range(FACTS)]


def test_delivery_to_a_reaction_that_fails_keeps_no_neighbour_waiting(
    live_engine: Engine, tmp_path: Path, clock: StandingClock
) -> None:
    reactions = (Reaction("tests.refuse", (PageTurned,), refuse), Reaction("tests.copy", (PageTurned,), copy))
    with opened(live_engine, tmp_path, *reactions) as session:
        with unit_of_work(session, system("tests"), clock()) as work:
            work.record(PageTurned(subject_id=1, page=1))

        deliver_pending(session, clock)

        assert [
            (d.reaction, d.done_at is not None) for d in session.scalars(select(Delivery).order_by(Delivery.id))
        ] == [
            ("tests.refuse", False),
            ("tests.copy", True),
        ]


def test_delivery_for_a_reaction_or_a_kind_that_is_gone_is_done_without_effect(
    live_engine: Engine, tmp_path: Path, clock: StandingClock
) -> None:
    gone = Reaction("tests.copy", (PageTurned,), copy)
    with (
        opened(live_engine, tmp_path, gone) as session,
        unit_of_work(session, system("tests"), clock()) as work,
    ):
        work.record(PageTurned(subject_id=1, page=1))
        forgotten = FactRow.of(PageTurned(subject_id=2, page=1), actor=work.actor, at=work.now)
        forgotten.kind = "tests.books.forgotten"
        work.add(forgotten)
        work.add(Delivery(fact_id=forgotten.id, reaction=gone.name, stream="book:2", run_after=work.now))

    with opened(live_engine, tmp_path) as session:
        delivered = deliver_pending(session, clock)

        assert (delivered, session.scalar(select(func.count(Statement.id)))) == (2, 0)
