"""Databases that several threads and processes share: what is committed there stays until the test ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile
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
    """Give the address of a database of this test's own; it is empty unless the test asks for `live_engine`, too."""
    model = request.getfixturevalue("laid_out") if "live_engine" in request.fixturenames else None
    if database_name == "sqlite":
        path = tmp_path / "live.sqlite3"
        if model:
            copyfile(model, path)
        yield f"sqlite:///{path}"
        return
    server: Postgres = request.getfixturevalue("postgres_server")
    name = f"live_{uuid4().hex}"
    yield server.create_database(name, model)
    server.drop_database(name)


@pytest.fixture
def live_engine(live_url: str) -> Iterator[Engine]:
    """Give an engine whose database has the schema and no rows, for threads that each commit."""
    with opened(live_url) as engine:
        yield engine


@pytest.fixture(scope="session")
def laid_out(database_name: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> str:
    """Give a database that has the schema, made once and then only copied: a file, or its name on the server."""
    if database_name == "sqlite":
        name = str(tmp_path_factory.mktemp("model") / "model.sqlite3")
        url = f"sqlite:///{name}"
    else:
        server: Postgres = request.getfixturevalue("postgres_server")
        name = f"model_{uuid4().hex}"
        url = server.create_database(name)
    with opened(url) as engine:
        METADATA.create_all(engine)
    return name


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """Open an engine as the programs do, and close it."""
    engine = create_engine(url, **engine_options(url))
    prepare_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()
