"""`make bench-casting`: sixty judges cast at once while organizers watch the board; no score is lost or overwritten."""

import argparse
import http.client
import os
import platform
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bench.browsers import TIMEOUT, Headers, signed_in, token, warm
from bench.load import Measured
from bench.serving import served
from hackathon.app import create_app
from hackathon.core.config import Settings
from hackathon.core.db import open_engine
from hackathon.core.migrations import migrate
from hackathon.judging.ballots.models import Ballot, BallotVersion
from hackathon.judging.ballots.states import BallotState
from tests.factories.judging import make_ballot, make_judged_event
from tests.servers.postgres import embedded

RESULTS = Path(__file__).parent / "casting.md"
VERSION = re.compile(r'name="version"\s+value="(\d+)"')
WATCHERS = 3
Sent = Mapping[int, int]


@dataclass
class Panel:
    """The event that is judged: who casts which ballots, by what, and who watches."""

    slug: str
    organizer_id: int
    criteria: Sequence[int]
    queues: Mapping[int, Sequence[int]]
    epochs: Mapping[int, int]


@dataclass
class Day:
    """What came of it: times in milliseconds, what the browsers were told, and what the database holds."""

    looks: Measured = field(default_factory=Measured)
    saves: Measured = field(default_factory=Measured)
    casts: Measured = field(default_factory=Measured)
    board: Measured = field(default_factory=Measured)
    answers: Counter[int] = field(default_factory=Counter)
    told: dict[int, Sent] = field(default_factory=dict)
    raced: list[Counter[int]] = field(default_factory=list)
    held: dict[int, Sent] = field(default_factory=dict)
    versions: int = 0

    @property
    def lost(self) -> list[int]:
        """The ballots that do not hold what their judge was told is cast."""
        return [ballot_id for ballot_id, sent in self.told.items() if self.held.get(ballot_id) != sent]

    @property
    def broken_promises(self) -> list[str]:
        """List what must not be; empty when all went well."""
        one_winner = Counter({HTTPStatus.FOUND: 1, HTTPStatus.CONFLICT: 1})
        promises = {
            f"{len(self.lost)} ballots do not hold what was cast": not self.lost,
            f"two devices at once: {self.raced}": all(race == one_winner for race in self.raced),
            f"{self.board.failures} looks at the board failed": not self.board.failures,
            f"unexpected answers: {self.answers}": set(self.answers)
            <= {HTTPStatus.FOUND, HTTPStatus.OK, HTTPStatus.CONFLICT},
        }
        return [sentence for sentence, is_kept in promises.items() if not is_kept]


def main() -> None:
    """Let everybody cast on PostgreSQL, print what came of it, and write it down."""
    options = _options()
    before = os.getloadavg()[0]
    with embedded() as server, tempfile.TemporaryDirectory() as folder:
        environ = {"HACKATHON_DATABASE_URL": server.create_database("casting"), "HACKATHON_DATA_DIR": folder}
        environ |= {"HACKATHON_SECRET_KEY": "bench", "HACKATHON_DEMO": "0"}
        day = judged(environ, judges=options.judges, projects=options.projects, each=options.each)
    report = _report(day, options, before)
    sys.stdout.write(report)
    if day.broken_promises:
        raise SystemExit("; ".join(day.broken_promises))
    RESULTS.write_text(report)


def judged(environ: Mapping[str, str], *, judges: int, projects: int, each: int) -> Day:
    """Make an event, let all its judges look, save and cast at once, and read what came of it."""
    settings, day = Settings.from_env(environ), Day()
    engine = open_engine(settings.database_url)
    with engine.begin() as connection:
        migrate(connection)
    with Session(engine) as session:
        panel = _panel(session, judges=judges, projects=projects, each=each)
    app = create_app(settings)
    people = dict(signed_in(app, panel.epochs))
    with served("wsgi:application", settings, environ) as port:
        warm(port)
        _let_loose(_Hall(port, token(app), panel, people, day))
    _read(engine, day)
    engine.dispose()
    return day


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.casting", description=__doc__)
    parser.add_argument("--judges", type=int, default=60)
    parser.add_argument("--projects", type=int, default=40)
    parser.add_argument("--each", type=int, default=8, help="ballots of each judge")
    return parser.parse_args()


def _panel(session: Session, *, judges: int, projects: int, each: int) -> Panel:
    now = datetime.now(UTC)
    on: dict[str, Any] = {
        "judging_opens_at": now - timedelta(hours=1),
        "judging_closes_at": now + timedelta(hours=5),
        "running_closes_at": now - timedelta(hours=2),
    }
    made = make_judged_event(session, judges=judges, projects=projects, slug="casting", **on)
    queues = {
        judge.id: [
            make_ballot(session, judge, made.projects[(turn + step) % projects], position=step).id
            for step in range(each)
        ]
        for turn, judge in enumerate(made.judges)
    }
    epochs = {account.id: account.epoch for account in (made.organizer, *made.judges)}
    return Panel(made.event.slug, made.organizer.id, made.criteria, queues, epochs)


@dataclass
class _Hall:
    """Where everybody sits: the server's port, and what each browser needs."""

    port: int
    token: str
    panel: Panel
    people: Mapping[int, Headers]
    day: Day
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)


class _Device:
    """One of a judge's browsers."""

    def __init__(self, hall: _Hall, judge_id: int) -> None:
        self._hall, self._headers = hall, hall.people[judge_id]
        self._connection = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=TIMEOUT)

    def look(self, ballot_id: int) -> int:
        """Open a ballot's page and return the version it shows."""
        _status, page = self._ask(self._hall.day.looks, "GET", ballot_id)
        found = VERSION.search(page)
        return int(found[1]) if found else 0

    def save(self, ballot_id: int, version: int, scores: Sent) -> int:
        """Keep some scores."""
        return self._ask(self._hall.day.saves, "POST", ballot_id, self._form("save", version, scores))[0]

    def cast(self, ballot_id: int, version: int, scores: Sent) -> int:
        """Let scores count, and remember that this was promised."""
        status, _page = self._ask(self._hall.day.casts, "POST", ballot_id, self._form("cast", version, scores))
        if status == HTTPStatus.FOUND:
            with self._hall.lock:
                self._hall.day.told[ballot_id] = scores
        return status

    def close(self) -> None:
        self._connection.close()

    def _form(self, act: str, version: int, scores: Sent) -> str:
        fields = {"csrf_token": self._hall.token, "version": version, "act": act, "feedback": "Well measured."}
        return urlencode(fields | {f"score_{criterion_id}": value for criterion_id, value in scores.items()})

    def _ask(self, into: Measured, method: str, ballot_id: int, body: str | None = None) -> tuple[int, str]:
        path = f"/events/{self._hall.panel.slug}/judging/ballots/{ballot_id}"
        began = time.perf_counter()
        self._connection.request(method, path, body=body, headers=self._headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        with self._hall.lock:
            into.times.append((time.perf_counter() - began) * 1000)
            self._hall.day.answers[answer.status] += 1
        return answer.status, page


def _let_loose(hall: _Hall) -> None:
    judges = [threading.Thread(target=_judge, args=(hall, judge_id)) for judge_id in hall.panel.queues]
    watchers = [threading.Thread(target=_watch, args=(hall,)) for _number in range(WATCHERS)]
    began = time.perf_counter()
    for thread in [*watchers, *judges]:
        thread.start()
    for thread in judges:
        thread.join()
    hall.day.casts.seconds = time.perf_counter() - began
    hall.over.set()
    for thread in watchers:
        thread.join()


def _judge(hall: _Hall, judge_id: int) -> None:
    """Look at each ballot, save half of it, cast it; the last one is cast from two devices at once."""
    device = _Device(hall, judge_id)
    *queue, last = hall.panel.queues[judge_id]
    for ballot_id in queue:
        scores = {criterion_id: (judge_id + ballot_id + criterion_id) % 5 + 1 for criterion_id in hall.panel.criteria}
        device.save(ballot_id, device.look(ballot_id), dict(list(scores.items())[:1]))
        device.cast(ballot_id, device.look(ballot_id), scores)
    _from_two_devices(hall, judge_id, last, device.look(last))
    device.close()


def _from_two_devices(hall: _Hall, judge_id: int, ballot_id: int, version: int) -> None:
    start, answers = threading.Barrier(2), list[int]()

    def cast(value: int) -> None:
        device = _Device(hall, judge_id)
        start.wait()
        answers.append(device.cast(ballot_id, version, dict.fromkeys(hall.panel.criteria, value)))
        device.close()

    devices = [threading.Thread(target=cast, args=(value,)) for value in (2, 4)]
    for device in devices:
        device.start()
    for device in devices:
        device.join()
    with hall.lock:
        hall.day.raced.append(Counter(answers))


def _watch(hall: _Hall) -> None:
    """Look at the board again and again, as its page does by itself; more often, so that it counts."""
    connection = http.client.HTTPConnection("127.0.0.1", hall.port, timeout=TIMEOUT)
    while not hall.over.wait(1):
        began = time.perf_counter()
        connection.request("GET", f"/events/{hall.panel.slug}/judging", headers=hall.people[hall.panel.organizer_id])
        answer = connection.getresponse()
        answer.read()
        with hall.lock:
            hall.day.board.times.append((time.perf_counter() - began) * 1000)
            hall.day.board.failures += answer.status != HTTPStatus.OK
    connection.close()


def _read(engine: Engine, day: Day) -> None:
    with Session(engine) as session:
        cast = session.scalars(select(Ballot).where(Ballot.state == BallotState.CAST))
        day.held = {ballot.id: ballot.values for ballot in cast}
        day.versions = len(session.scalars(select(BallotVersion.id)).all())


def _report(day: Day, options: argparse.Namespace, load: float) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL, {datetime.now(UTC):%Y-%m-%d}"
    lines = [
        "# All judges cast at once",
        "",
        f"{options.judges} judges with {options.each} of {options.projects} projects each, no pause between clicks,",
        f"{WATCHERS} boards watched every second, two web processes. {machine};",
        f"load of the machine {load:.1f} before and {os.getloadavg()[0]:.1f} after. Written by `make bench-casting`.",
        "",
        "| request | asked | p50 ms | p99 ms | slowest ms |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_line(name, measured) for name, measured in _measured(day).items()),
        "",
        f"Cast and told so: {len(day.told)}. Lost or overwritten: {len(day.lost)}. Versions kept: {day.versions}.",
        f"Cast from two devices at once: {len(day.raced)} ballots, each with one winner and one conflict.",
        f"All of it took {day.casts.seconds:.0f} s.",
    ]
    return "\n".join(lines) + "\n"


def _measured(day: Day) -> dict[str, Measured]:
    return {"open a ballot": day.looks, "save": day.saves, "cast": day.casts, "board": day.board}


def _line(name: str, measured: Measured) -> str:
    figures = [measured.percentile(0.5), measured.percentile(0.99), max(measured.times, default=0)]
    return f"| {name} | {len(measured.times)} | " + " | ".join(f"{figure:.0f}" for figure in figures) + " |"


if __name__ == "__main__":
    main()
