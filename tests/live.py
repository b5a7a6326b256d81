"""Databases that several threads and processes share: what is committed there stays until the test ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine

from hackathon.core.db import engine_options, prepare_engine
from hackathon.schema import METADATA

if TYPE_CHECKING:  # pytest must be the first to import what it rewrites
    from tests.servers.postgres import Postgres


@pytest.fixture
def live_url(database_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty database of this test's own, on SQLite and on PostgreSQL."""
    if database_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'live.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = f"live_{uuid4().hex}"
    yield server.create_database(name)
    server.drop_database(name)


@pytest.fixture
def live_engine(live_url: str) -> Iterator[Engine]:
    """Give an engine whose database has the schema and no rows, for threads that each commit."""
    with opened(live_url) as engine:
        METADATA.create_all(engine)
        yield engine


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open an engine as the programs do, and close it."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()
