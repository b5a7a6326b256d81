"""What every test may ask for: an application on either database, people, a clock that stands still."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.orm import Session

from hackathon.app import create_app
from hackathon.core.actors import Actor
from hackathon.core.db import engine_options, prepare_engine
from hackathon.core.jobs import JobContext
from hackathon.core.kept import Kept
from hackathon.core.work import Work, session_context, unit_of_work
from hackathon.people.accounts import rules as passwords
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import actor_of
from hackathon.schema import METADATA
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.installation import app_on, make_settings
from tests.queries import QueryCounter
from tests.sharing import CHEAP_HASHER, share_addresses, share_templates

if TYPE_CHECKING:  # pytest must be the first to import what it rewrites
    from tests.servers.postgres import Postgres

pytest_plugins = [
    "tests.live",
    "tests.servers.postgres",
    "tests.servers.valkey",
    "tests.servers.browser",
    "tests.servers.smtp",
    "tests.servers.web",
]

DATABASES = ("sqlite", "postgresql")
share_addresses()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with tests that may take long, so that no process is left alone with one at the end."""
    items.sort(key=_seconds_allowed, reverse=True)


def _seconds_allowed(item: pytest.Item) -> int:
    longer = item.get_closest_marker("timeout")
    return int(longer.args[0]) if longer else 0


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hash passwords fast where a test is not about what they cost."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", CHEAP_HASHER)
        yield


@pytest.fixture(scope="session", params=DATABASES)
def database_name(request: pytest.FixtureRequest) -> str:
    """Run on SQLite and on PostgreSQL."""
    return str(request.param)


@pytest.fixture(scope="session")
def engine(
    database_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Engine]:
    """Give an engine whose database has the schema and no rows."""
    if database_name == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('db') / 'test.sqlite3'}"
    else:
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.create_database(f"tests_{uuid4().hex}")
    made = create_engine(url, **engine_options(url))
    prepare_engine(made)
    with made.begin() as connection:
        METADATA.create_all(connection)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a transaction that is rolled back after the test."""
    with engine.connect() as opened:
        transaction = opened.begin()
        yield opened
        transaction.rollback()


@pytest.fixture
def clock() -> StandingClock:
    """Stand still at noon of 24 November 2026, UTC, until a test moves it."""
    return StandingClock()


@pytest.fixture(scope="session")
def session_app(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Build the application once per database; `app` gives it its connection and clock."""
    settings = make_settings(tmp_path_factory.mktemp("installation"), engine.url.render_as_string(hide_password=False))
    app = create_app(settings)
    app.testing = True
    share_templates(app)
    app.config["PROPAGATE_FAULTS"] = True
    return app


@pytest.fixture
def app(session_app: Flask, connection: Connection, clock: StandingClock) -> Flask:
    """Give the application, everything it writes being rolled back after the test."""
    session_app.extensions |= {"clock": clock, "kept": Kept()}
    database = session_app.extensions["sqlalchemy"]
    with session_app.app_context():
        database.engines[None] = connection
        database.session.remove()
        database.session.configure(join_transaction_mode="create_savepoint")
    return session_app


@pytest.fixture
def install(connection: Connection, tmp_path: Path, clock: StandingClock) -> Callable[..., Flask]:
    """Build an application with other settings on the test's own connection: `install(demo=True)`."""
    return lambda **changes: app_on(connection, tmp_path, clock, **changes)


@pytest.fixture
def session(app: Flask, connection: Connection) -> Iterator[Session]:
    """Give a session beside the application's, for arranging and for looking."""
    info = session_context(app.extensions["settings"], app.extensions["contributions"], None)
    with Session(connection, join_transaction_mode="create_savepoint", info=info) as opened:
        yield opened


@pytest.fixture
def actor(session: Session, app: Flask) -> Callable[[Account], Actor]:
    """Load an account as an actor, with the roles it holds at that moment."""

    def load(account: Account) -> Actor:
        found = actor_of(session, account.id, app.extensions["contributions"])
        assert found is not None
        return found

    return load


@pytest.fixture
def working(
    session: Session, clock: StandingClock, actor: Callable[[Account], Actor]
) -> Callable[[Account | Actor], AbstractContextManager[Work]]:
    """Open a unit of work for an account or actor."""

    def begin(who: Account | Actor) -> AbstractContextManager[Work]:
        acting = who if isinstance(who, Actor) else actor(who)
        return unit_of_work(session, acting, clock())

    return begin


@pytest.fixture
def jobs(session: Session, app: Flask, clock: StandingClock, connection: Connection) -> JobContext:
    """Give what a job is given, to run one inside the test."""
    return JobContext(
        session=session,
        settings=app.extensions["settings"],
        clock=clock,
        storage=app.extensions["storage"],
        specs=app.extensions["contributions"].jobs,
        new_session=lambda: Session(connection, join_transaction_mode="create_savepoint"),
    )


@pytest.fixture
def browser(app: Flask) -> Callable[[Account | None], Browser]:
    """Open a browser without JavaScript, signed in as an account or as a stranger."""
    return partial(Browser, app)


@pytest.fixture
def queries(connection: Connection) -> QueryCounter:
    """Count the queries sent inside a block."""
    return QueryCounter(connection.engine)
