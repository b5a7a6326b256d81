"""`make bench-storm`: everybody registers in the last minute before closing; nobody is lost, nobody is one too many."""

import argparse
import http.client
import os
import platform
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import urlencode

from flask import Flask
from sqlalchemy import Connection, Engine, func, insert, select, update

from bench.browsers import TIMEOUT, signed_in, token, warm
from bench.load import Measured
from bench.serving import served
from hackathon.app import create_app
from hackathon.core.config import Settings
from hackathon.core.db import open_engine
from hackathon.core.facts import FactRow
from hackathon.core.migrations import migrate
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART, RegistrationState
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from tests.servers.postgres import embedded

RESULTS = Path(__file__).parent / "storm.md"
PATH = "/events/storm/registration"
LAST_MINUTE = timedelta(minutes=1)
KINDS = ("events.registration.admitted", "events.registration.waitlisted")


@dataclass
class Storm:
    """What came of it: the answers as the browsers saw them, and what the database holds afterwards."""

    people: int
    capacity: int
    answers: dict[int, int] = field(default_factory=dict)
    measured: Measured = field(default_factory=Measured)
    rows: dict[int, str] = field(default_factory=dict)
    facts: int = 0

    @property
    def accepted(self) -> set[int]:
        """Whoever was told that it worked."""
        return {account_id for account_id, status in self.answers.items() if status == HTTPStatus.FOUND}

    @property
    def places(self) -> int:
        """How many have a place."""
        return sum(state in TAKING_PART for state in self.rows.values())

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return sum(state == RegistrationState.WAITLISTED for state in self.rows.values())

    @property
    def broken_promises(self) -> list[str]:
        """List what must not be; empty when all went well."""
        free = min(self.capacity, len(self.rows))
        promises = {
            f"{len(self.accepted - set(self.rows))} were accepted and have no row": self.accepted <= set(self.rows),
            f"{len(set(self.rows) - self.accepted)} have a row and were not told": set(self.rows) <= self.accepted,
            f"{self.places} have one of {self.capacity} places, {self.waiting} wait": self.places == free,
            f"{self.facts} facts for {len(self.rows)} rows": self.facts == len(self.rows),
            f"{self.people - len(self.answers)} got no answer": self.people == len(self.answers),
        }
        return [sentence for sentence, is_kept in promises.items() if not is_kept]


def main() -> None:
    """Raise the storm on PostgreSQL, print what came of it, and write it down."""
    options = _options()
    before = os.getloadavg()[0]
    with embedded() as server, tempfile.TemporaryDirectory() as folder:
        environ = {"HACKATHON_DATABASE_URL": server.create_database("storm"), "HACKATHON_DATA_DIR": folder}
        environ |= {"HACKATHON_SECRET_KEY": "bench", "HACKATHON_DEMO": "0"}
        storm = raised(environ, people=options.people, capacity=options.capacity, connections=options.connections)
    report = _report(storm, options.connections, before)
    sys.stdout.write(report)
    if storm.broken_promises:
        raise SystemExit("; ".join(storm.broken_promises))
    RESULTS.write_text(report)


def raised(environ: Mapping[str, str], *, people: int, capacity: int, connections: int) -> Storm:
    """Fill an empty database, let everybody register at once, and read what came of it."""
    settings, storm = Settings.from_env(environ), Storm(people, capacity)
    engine = open_engine(settings.database_url)
    with engine.begin() as connection:
        migrate(connection)
        fill(connection, storm)
    waiting = browsers(create_app(settings), range(1, people + 1))
    with served("wsgi:application", settings, environ) as port:
        warm(port)
        _close_soon(engine)
        _let_loose(port, waiting, storm, connections)
    _read(engine, storm)
    engine.dispose()
    return storm


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.storm", description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--capacity", type=int, default=1500)
    parser.add_argument("--connections", type=int, default=50)
    return parser.parse_args()


def fill(connection: Connection, storm: Storm) -> None:
    """Make people and an event they may register for."""
    now = datetime.now(UTC)
    people = [
        {"id": i, "email": f"p{i}@bench.example", "display_name": f"Person {i}", "epoch": 1, "created_at": now}
        for i in range(1, storm.people + 1)
    ]
    connection.execute(insert(Account), people)
    event = {"id": 1, "slug": "storm", "name": "Storm", "time_zone": "UTC", "state": "PUBLISHED", "created_by": 1}
    event |= {"starts_at": now + timedelta(days=1), "ends_at": now + timedelta(days=2), "created_at": now}
    for kind in ("challenges", "registration", "forming", "running", "judging"):
        event |= {f"{kind}_opens_at": now - timedelta(days=1), f"{kind}_closes_at": now + timedelta(days=1)}
    connection.execute(insert(Event), [event | {"capacity": storm.capacity}])


def _close_soon(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(Event).values(registration_closes_at=datetime.now(UTC) + LAST_MINUTE))


Browsers = SimpleQueue[tuple[int, dict[str, str], str]]


def browsers(app: Flask, people: Iterable[int]) -> Browsers:
    """Give each of these people a signed-in browser: the cookie it sends, and the form as filled in."""
    waiting: Browsers = SimpleQueue()
    form = urlencode({"csrf_token": token(app), "craft": "data_scientist", "skills": "sql"})
    for account_id, headers in signed_in(app, dict.fromkeys(people, 1)):
        waiting.put((account_id, headers, form))
    return waiting


def _let_loose(port: int, waiting: Browsers, storm: Storm, connections: int) -> None:
    threads = [threading.Thread(target=_register, args=(port, waiting, storm)) for _ in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    storm.measured.seconds = time.perf_counter() - began


def _register(port: int, waiting: Browsers, storm: Storm) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
    while True:
        try:
            account_id, headers, form = waiting.get_nowait()
        except Empty:
            break
        began = time.perf_counter()
        connection.request("POST", PATH, body=form, headers=headers)
        answer = connection.getresponse()
        answer.read()
        storm.measured.times.append((time.perf_counter() - began) * 1000)
        storm.answers[account_id] = answer.status
    connection.close()


def _read(engine: Engine, storm: Storm) -> None:
    with engine.connect() as connection:
        storm.rows = dict(connection.execute(select(Registration.account_id, Registration.state)).all())
        storm.facts = connection.scalar(select(func.count()).where(FactRow.kind.in_(KINDS))) or 0


def _report(storm: Storm, connections: int, load: float) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL, {datetime.now(UTC):%Y-%m-%d}"
    lines = [
        "# Everybody registers in the last minute",
        "",
        f"{storm.people} people, {storm.capacity} places, {connections} connections, two web processes. {machine};",
        f"load of the machine {load:.1f} before and {os.getloadavg()[0]:.1f} after. Written by `make bench-storm`.",
        "",
        *(f"| {name} | {value} |" for name, value in _figures(storm).items()),
    ]
    return "\n".join(lines) + "\n"


def _figures(storm: Storm) -> dict[str, str]:
    measured, answers = storm.measured, Counter(storm.answers.values())
    others = sorted((status, count) for status, count in answers.items() if status != HTTPStatus.FOUND)
    refused = ", ".join(f"{count} with {status}" for status, count in others)
    return {
        "": "",
        "---": "---",
        "told that it worked": f"{len(storm.accepted)}",
        "refused": refused or "0",
        "have a place": f"{storm.places}",
        "wait for one": f"{storm.waiting}",
        "accepted and lost": f"{len(storm.accepted - set(storm.rows))}",
        "above capacity": f"{max(0, storm.places - storm.capacity)}",
        "seconds for all": f"{measured.seconds:.1f}",
        "registrations a second": f"{measured.per_second:.0f}",
        "p50 ms": f"{measured.percentile(0.5):.0f}",
        "p99 ms": f"{measured.percentile(0.99):.0f}",
        "slowest ms": f"{max(measured.times, default=0):.0f}",
    }


if __name__ == "__main__":
    main()
