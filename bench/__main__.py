"""`make bench`: pages beside the reference app, ratios to `bench/results.md`."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine

from bench.backlog import UNNOMINATED, fill_backlog
from bench.fill import OWNER, STEWARD, VIEWER, fill
from bench.load import Measured, ask, median
from bench.serving import served
from hackathon import floors
from hackathon.app import create_app
from hackathon.core.config import Settings
from hackathon.core.db import engine_options, prepare_engine
from hackathon.core.migrations import migrate
from tests.queries import QueryCounter
from tests.servers.postgres import embedded

RESULTS = Path(__file__).parent / "results.md"
GOAL = 0.4
QUERY_BUDGET = 12
PAGES: dict[str, dict[str, Any]] = {
    "home": {"path": "/", "table": "challenge", "rows": 5},
    "event": {"path": "/events/bench", "table": "challenge", "rows": 24},
    "gallery": {"path": "/events/bench/projects", "table": "project", "rows": 24},
    "project": {"path": "/projects/1", "table": "commit", "rows": 10},
    "portfolio": {"path": "/use-cases", "table": "challenge", "rows": 40},
    "funnel": {"path": "/use-cases/funnel", "table": "challenge", "rows": 8},
    "owner": {"path": "/use-cases/dashboards/owner", "table": "challenge", "rows": 40, "who": OWNER},
    "steward": {"path": "/use-cases/dashboards/steward", "table": "challenge", "rows": 24, "who": STEWARD},
    "search": {"path": "/search?q=document+processing", "table": "challenge", "rows": 24},
    "similar": {
        "path": f"/projects/{UNNOMINATED}/similar?change=damaged+insurance+documents+faster",
        "table": "challenge",
        "rows": 5,
    },
    "nominate": {"path": f"/projects/{UNNOMINATED}/nominate", "table": "challenge", "rows": 5},
    "projects.json": {"path": "/api/v1/events/bench/projects", "table": "project", "rows": 24, "json": True},
}


@dataclass
class Compared:
    """One page beside its reference, round by round."""

    page: Measured
    reference: Measured
    ratios: list[float]
    queries: int
    size: int


def main() -> None:
    """Fill, serve both, measure in turns, print and write."""
    options = _options()
    with _database(options.database) as url, tempfile.TemporaryDirectory() as folder:
        environ = {"HACKATHON_DATABASE_URL": url, "HACKATHON_DATA_DIR": folder, "HACKATHON_SECRET_KEY": "bench"}
        environ |= {"HACKATHON_DEMO": "0"}
        settings = Settings.from_env(environ)
        _fill(url, settings)
        app = create_app(settings)
        cookies = {name: _cookie(app, page.get("who", VIEWER)) for name, page in PAGES.items()}
        facts = {name: _looked_at(app, cookies[name], page["path"]) for name, page in PAGES.items()}
        shaped = {name: _shape(page, facts[name][1]) for name, page in PAGES.items()}
        environ["BENCH_PAGES"] = json.dumps(shaped)
        with (
            served("wsgi:application", settings, environ) as ours,
            served("bench.reference:application_from_environment()", settings, environ) as theirs,
        ):
            compared = {
                name: _compare(ours, theirs, name, cookies[name], seconds=options.seconds, rounds=options.rounds)
                for name in PAGES
            }
    for name, result in compared.items():
        result.queries, result.size = facts[name]
    report = _report(compared, options.database)
    RESULTS.write_text(report)
    sys.stdout.write(report)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--database", choices=("postgresql", "sqlite"), default="postgresql")
    parser.add_argument("--seconds", type=float, default=3, help="of each turn")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each page")
    return parser.parse_args()


@contextmanager
def _database(kind: str) -> Iterator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/bench.sqlite3"
        return
    with embedded() as server:
        yield server.create_database("bench")


def _fill(url: str, settings: Settings) -> None:
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    with engine.begin() as connection:
        migrate(connection)
        fill(connection)
        fill_backlog(connection, floors.contributions(settings))
    if url.startswith("postgresql"):
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()


def _cookie(app: Flask, who: int) -> str:
    client = app.test_client()
    with client.session_transaction() as opened:
        opened["_user_id"], opened["_fresh"] = f"{who}.1", True
        opened["csrf"] = "0" * 40
    cookie = client.get_cookie("hackathon")
    return f"hackathon={cookie.value}" if cookie else ""


def _looked_at(app: Flask, cookie: str, path: str) -> tuple[int, int]:
    """Return how many queries and bytes a page takes."""
    client = app.test_client(use_cookies=False)
    with app.app_context():
        counter = QueryCounter(app.extensions["sqlalchemy"].engine)
    with counter() as seen:
        answer = client.get(path, headers={"Cookie": cookie})
    if answer.status_code != 200:  # noqa: PLR2004 - an HTTP status
        raise SystemExit(f"{path} answered {answer.status_code}")
    return len(seen), len(answer.data)


def _shape(page: dict[str, Any], size: int) -> dict[str, Any]:
    """Let the reference loop over its rows until it is as long as the page."""
    row = 190 if not page.get("json") else 130
    rounds = 1 if page.get("json") else max(1, (size - 250) // (row * page["rows"]))
    padding = max(0, size - 250 - rounds * row * page["rows"])
    return {
        "table": page["table"],
        "rows": page["rows"],
        "json": page.get("json", False),
        "rounds": rounds,
        "padding": padding,
    }


def _compare(ours: int, theirs: int, name: str, cookie: str, *, seconds: float, rounds: int) -> Compared:
    page, reference, ratios = Measured(), Measured(), []
    ask(ours, PAGES[name]["path"], cookie, seconds=1)
    ask(theirs, f"/{name}", cookie, seconds=1)
    for _round in range(rounds):
        one, other = (
            ask(ours, PAGES[name]["path"], cookie, seconds=seconds),
            ask(theirs, f"/{name}", cookie, seconds=seconds),
        )
        ratios.append(one.per_second / other.per_second)
        page.merge(one)
        reference.merge(other)
    return Compared(page, reference, ratios, 0, 0)


def _report(compared: dict[str, Compared], database: str) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {database}, {datetime.now(UTC):%Y-%m-%d}"
    lines = [
        "# Pages beside the reference app",
        "",
        f"One event of 200 teams, 800 people, 200 projects; 5,000 use cases and 3,611 reference cases. {machine}.",
        "Both served by gunicorn with the same settings,",
        "asked in turns over 8 connections; the ratio is the median over the turns. Written by `make bench`.",
        "",
        "| page | requests/s | p50 ms | p99 ms | queries | bytes | reference/s | ratio | goal |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    lines += [_line(name, result) for name, result in compared.items()]
    return "\n".join(lines) + "\n"


def _line(name: str, result: Compared) -> str:
    ratio = median(result.ratios)
    page = result.page
    failed = f" ({page.failures} failed)" if page.failures else ""
    met = "met" if ratio >= GOAL and result.queries <= QUERY_BUDGET else "not met"
    return (
        f"| {name} | {page.per_second:.0f}{failed} | {page.percentile(0.5):.0f} | {page.percentile(0.99):.0f} "
        f"| {result.queries} | {result.size} | {result.reference.per_second:.0f} | {ratio:.2f} | {met} |"
    )


if __name__ == "__main__":
    main()
