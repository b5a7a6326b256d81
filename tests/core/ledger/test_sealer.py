"""The sealer under way: facts that are committed out of order, several sealers at once, a move that is interrupted."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import rfc8785
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.facts import FactRow
from hackathon.core.ledger import seal as sealer
from hackathon.core.ledger.entries import entry_of, sealed
from hackathon.core.ledger.models import LedgerEntry, LedgerNode
from hackathon.core.ledger.seal import Pace, seal, size_of
from hackathon.core.ledger.tree import Growth, leaf_hash
from hackathon.core.work import unit_of_work
from hackathon.people.accounts.commands import create_account
from hackathon.people.accounts.models import Account
from tests.clocks import NOON

INFO = {"contributions": Contributions()}


def fact(number: int) -> dict[str, object]:
    payload = rfc8785.dumps({"subject_id": number}).decode()
    values = {"kind": "tests.noted", "stream_kind": "event", "stream_id": number, "audience": "viewers"}
    return {**values, "actor_id": number, "payload": payload, "at": NOON}


def order(engine: Engine) -> Sequence[tuple[int, int]]:
    """Read which fact has which place."""
    with engine.connect() as connection:
        rows = connection.execute(select(LedgerEntry.seq, LedgerEntry.fact_id).order_by(LedgerEntry.seq))
        return [(seq, fact_id) for seq, fact_id in rows]


def test_a_fact_committed_late_is_sealed_late_and_none_is_skipped(live_engine: Engine) -> None:
    if live_engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time: its facts are committed in order")
    add = insert(FactRow).returning(FactRow.id)
    with live_engine.connect() as slow, live_engine.connect() as quick, Session(live_engine, info=INFO) as session:
        begun, done = slow.scalar(add, fact(1)) or 0, quick.scalar(add, fact(2)) or 0
        quick.commit()

        counts = [seal(session, NOON)]
        slow.commit()
        counts += [seal(session, NOON), seal(session, NOON)]

    assert begun < done
    assert (counts, order(live_engine)) == ([1, 1, 0], [(1, done), (2, begun)])


def test_sealers_at_once_give_each_fact_one_place_and_make_one_tree(
    live_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealer, "BATCH", 100)
    facts, sealers = 400, 4
    with live_engine.begin() as connection:
        connection.execute(insert(FactRow), [fact(number) for number in range(facts)])
    start = Barrier(sealers)

    def work() -> int:
        start.wait(30)
        with Session(live_engine, info=INFO) as session:
            while seal(session, NOON, pace=Pace(20, 0)):
                pass
            return size_of(session)

    with ThreadPoolExecutor(sealers) as threads:
        sizes = [each.result() for each in [threads.submit(work) for _ in range(sealers)]]

    growth = Growth(0, {})
    with Session(live_engine) as session:
        rows = session.scalars(select(FactRow).order_by(FactRow.id)).all()
        for seq, row in enumerate(rows, 1):
            growth.add(leaf_hash(sealed(seq, entry_of(row))))
        nodes = session.execute(select(LedgerNode.level, LedgerNode.position, LedgerNode.hash))
        made = {(level, position): hashed for level, position, hashed in nodes}
    assert sizes == [facts] * sealers
    assert order(live_engine) == [(seq, row.id) for seq, row in enumerate(rows, 1)]
    assert made == {tuple(place): hashed.hex() for place, hashed in growth.made.items()}


def test_a_move_whose_fact_cannot_be_written_fails(live_engine: Engine) -> None:
    with live_engine.begin() as connection:
        for statement in REFUSING_FACTS[live_engine.dialect.name]:
            connection.execute(text(statement))

    with (
        Session(live_engine, info=INFO) as session,
        pytest.raises(DatabaseError, match="no room"),
        unit_of_work(session, system("start"), NOON) as work,
    ):
        create_account(work, "jo@example.org", "Jo")

    with Session(live_engine, info=INFO) as session:
        assert (session.scalar(select(func.count(Account.id))), seal(session, NOON), size_of(session)) == (0, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["between state and fact", "between fact and commit"])
def test_a_move_killed_on_its_way_leaves_neither_state_nor_fact(
    live_engine: Engine, live_url: str, moment: str
) -> None:
    environ = os.environ | {"LIVE_URL": live_url, "MOMENT": moment}

    killed = subprocess.run([sys.executable, "-c", KILLED], env=environ, capture_output=True, check=False, timeout=60)

    with Session(live_engine) as session:
        left = session.scalar(select(func.count(Account.id))), session.scalar(select(func.count(FactRow.id)))
    assert (killed.returncode, left) == (-signal.SIGKILL, (0, 0)), killed.stderr


REFUSING_FACTS = {
    "sqlite": ["CREATE TRIGGER full BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'no room'); END"],
    "postgresql": [
        "CREATE FUNCTION full_() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$",
        "CREATE TRIGGER full_ BEFORE INSERT ON facts FOR EACH ROW EXECUTE FUNCTION full_()",
    ],
}
KILLED = """
import os, signal
from sqlalchemy import event
from sqlalchemy.orm import Session
from hackathon.core.actors import system
from hackathon.core.contributions import Contributions
from hackathon.core.work import unit_of_work
from hackathon.people.accounts.commands import create_account
import hackathon.schema
from tests.clocks import NOON
from tests.live import opened

with opened(os.environ["LIVE_URL"]) as engine, Session(engine, info={"contributions": Contributions()}) as session:
    @event.listens_for(engine, "before_cursor_execute")
    def die(_connection, _cursor, statement, *_rest):
        if os.environ["MOMENT"] == "between state and fact" and statement.startswith("INSERT INTO facts"):
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(engine, "commit")
    def die_late(_connection):
        os.kill(os.getpid(), signal.SIGKILL)

    with unit_of_work(session, system("start"), NOON) as work:
        create_account(work, "jo@example.org", "Jo")
"""
