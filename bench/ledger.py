"""`make bench-ledger`: what sealing adds to a request that writes, and how long a record of 100,000 entries takes."""

import argparse
import http.client
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import rfc8785
from sqlalchemy import insert

from bench.browsers import TIMEOUT, warm
from bench.load import Measured, median
from bench.serving import served
from bench.storm import PATH, Browsers, Storm, browsers, fill
from hackathon.app import create_app
from hackathon.core.clock import system_clock
from hackathon.core.config import Settings
from hackathon.core.db import open_engine
from hackathon.core.facts import FactRow
from hackathon.core.ledger.seal import BESIDE, seal
from hackathon.core.migrations import migrate
from hackathon.toolbox import Toolbox
from tests.servers.postgres import embedded

RESULTS = Path(__file__).parent / "ledger.md"
DATABASES = ("postgresql", "sqlite")
GOAL = 60
AT_ONCE = 10_000
Environ = Mapping[str, str]


@dataclass
class Turns:
    """Registrations at two installations in turns, in milliseconds: one has nothing to seal, the other has."""

    idle: Measured = field(default_factory=Measured)
    busy: Measured = field(default_factory=Measured)

    @property
    def ratio(self) -> float:
        """How much longer a registration takes where there is something to seal: the medians compared."""
        return median(self.busy.times) / median(self.idle.times)


@dataclass
class Sealed:
    """What came of it on one database; seconds of sealing, exporting and verifying."""

    waiting: Turns
    sealing: Turns
    seconds: dict[str, float]


@dataclass
class Installation:
    """One that is served: its port, how programs find it, and who is about to register."""

    port: int
    environ: Environ
    people: Browsers


def main() -> None:
    """Measure on both databases, print and write; or, as the sealer beside, seal everything."""
    options = _options()
    if options.seal:
        _seal_everything(Settings.from_env(os.environ))
        return
    before = os.getloadavg()[0]
    found = {name: measured(name, options.facts, options.people) for name in options.database or DATABASES}
    report = _report(found, options.facts, before)
    sys.stdout.write(report)
    RESULTS.write_text(report)
    slow = [name for name, each in found.items() if each.seconds["export"] + each.seconds["verify"] > GOAL]
    if slow:
        raise SystemExit(f"export and verify took more than {GOAL} s on {', '.join(slow)}")


def measured(database: str, facts: int, people: int) -> Sealed:
    """Measure on one database: registrations with facts waiting, with a sealer at work, and the record taken out."""
    with ExitStack() as stack:
        urls = stack.enter_context(_databases(database))
        idle = stack.enter_context(_installation(urls[0], people))
        busy = stack.enter_context(_installation(urls[1], people))
        _let_happen(urls[1], facts)
        _in_turns(idle, busy, Turns(), most=20)
        waiting = _in_turns(idle, busy, Turns(), most=people // 4)
        began = time.perf_counter()
        sealer = subprocess.Popen([sys.executable, "-m", "bench.ledger", "--seal"], env=os.environ | busy.environ)
        sealing = _in_turns(idle, busy, Turns(), sealer=sealer, most=people)
        sealer.wait()
        seconds = {"sealing": time.perf_counter() - began, **_taken_out(busy.environ)}
    return Sealed(waiting, sealing, seconds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument("--database", choices=DATABASES, action="append", help="both without it")
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=2000, help="who register")
    parser.add_argument("--seal", action="store_true", help="be the sealer of the installation that is set")
    return parser.parse_args()


def _seal_everything(settings: Settings) -> None:
    with Toolbox.of(settings).new_session() as session:
        while seal(session, system_clock(), pace=BESIDE):
            pass


@contextmanager
def _databases(kind: str) -> Iterator[tuple[str, str]]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/idle.sqlite3", f"sqlite:///{folder}/busy.sqlite3"
        return
    with embedded() as server:
        yield server.create_database("idle"), server.create_database("busy")


@contextmanager
def _installation(url: str, people: int) -> Iterator[Installation]:
    with tempfile.TemporaryDirectory() as folder:
        environ = {"HACKATHON_DATABASE_URL": url, "HACKATHON_DATA_DIR": folder}
        environ |= {"HACKATHON_SECRET_KEY": "bench", "HACKATHON_DEMO": "0"}
        settings, engine = Settings.from_env(environ), open_engine(url)
        with engine.begin() as connection:
            migrate(connection)
            fill(connection, Storm(people, people))
        engine.dispose()
        who = browsers(create_app(settings), range(1, people + 1))
        with served("wsgi:application", settings, environ) as port:
            warm(port)
            yield Installation(port, environ, who)


def _let_happen(url: str, facts: int) -> None:
    engine, at = open_engine(url), datetime.now(UTC) - timedelta(hours=1)
    values = {"kind": "bench.noted", "stream_kind": "event", "audience": "viewers", "at": at}
    for start in range(0, facts, AT_ONCE):
        rows = [
            values | {"stream_id": number, "actor_id": 1, "payload": rfc8785.dumps({"subject_id": number}).decode()}
            for number in range(start, min(start + AT_ONCE, facts))
        ]
        with engine.begin() as connection:
            connection.execute(insert(FactRow), rows)
    engine.dispose()


def _in_turns(
    idle: Installation, busy: Installation, turns: Turns, *, most: int, sealer: subprocess.Popen[bytes] | None = None
) -> Turns:
    """Let one person register here and one there, until so many did, or until the sealer is done."""
    for _turn in range(most):
        if idle.people.empty() or (sealer is not None and sealer.poll() is not None):
            break
        _register(idle, turns.idle)
        _register(busy, turns.busy)
    return turns


def _register(where: Installation, into: Measured) -> None:
    _account_id, headers, form = where.people.get_nowait()
    connection = http.client.HTTPConnection("127.0.0.1", where.port, timeout=TIMEOUT)
    began = time.perf_counter()
    connection.request("POST", PATH, body=form, headers=headers)
    answer = connection.getresponse()
    answer.read()
    into.times.append((time.perf_counter() - began) * 1000)
    connection.close()
    if answer.status != HTTPStatus.FOUND:
        raise SystemExit(f"a registration was answered {answer.status}")


def _taken_out(environ: Environ) -> dict[str, float]:
    """Export and verify the record as people do; return the seconds of each."""
    with tempfile.TemporaryDirectory() as folder:
        record = str(Path(folder) / "record")
        program = [sys.executable, "-m", "hackathon", "record"]
        return {
            "export": _timed([*program, "export", record], environ),
            "verify": _timed([*program, "verify", record], environ),
            "verify.py": _timed([sys.executable, "-I", f"{record}/verify.py"], environ),
        }


def _timed(command: list[str], environ: Environ) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=os.environ | environ, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _report(found: Mapping[str, Sealed], facts: int, load: float) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    lines = [
        "# What sealing adds to a request, and how long a record takes",
        "",
        "Two installations on one machine, asked in turns to register somebody: one has nothing to seal, the other has",
        f"{facts:,} facts waiting, and then a sealer at work on them beside.",
        f"{machine}; load of the machine {load:.1f} before and {os.getloadavg()[0]:.1f} after. Milliseconds;",
        "the ratio is that of the medians. Written by `make bench-ledger`.",
        "",
        "| database | meanwhile | turns | p50 idle | p50 busy | ratio | p99 idle | p99 busy |",
        "|---|---|---|---|---|---|---|---|",
        *(_line(name, "waiting", each.waiting) for name, each in found.items()),
        *(_line(name, "being sealed", each.sealing) for name, each in found.items()),
        "",
        f"Seconds for the record of about {facts:,} entries (goal: export and verify in {GOAL} together):",
        "",
        "| database | sealing, with requests beside | export | verify | verify.py |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {' | '.join(f'{each.seconds[what]:.1f}' for what in each.seconds)} |"
            for name, each in found.items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _line(database: str, meanwhile: str, turns: Turns) -> str:
    idle, busy = turns.idle, turns.busy
    return (
        f"| {database} | {meanwhile} | {len(busy.times)} | {idle.percentile(0.5):.1f} | {busy.percentile(0.5):.1f} "
        f"| {turns.ratio:.2f} | {idle.percentile(0.99):.0f} | {busy.percentile(0.99):.0f} |"
    )


if __name__ == "__main__":
    main()
