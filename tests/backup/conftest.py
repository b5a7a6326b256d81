"""Installations on either database, and a backup of one that is full."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from hackathon.toolbox import Toolbox
from tests.backup.installations import fill, open_installation

if TYPE_CHECKING:  # pytest must be the first to import what it rewrites
    from tests.servers.postgres import Postgres

Opening = Callable[..., Toolbox]


@pytest.fixture
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opening]:
    """Open installations without a schema: `opened("postgresql")`."""
    with ExitStack() as stack:
        yield partial(_open, stack, tmp_path, request)


def _open(stack: ExitStack, folder: Path, request: pytest.FixtureRequest, database: str) -> Toolbox:
    name = f"backup_{uuid4().hex}"
    url = f"sqlite:///{folder / name}.sqlite3"
    if database == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.create_database(name)
        stack.callback(server.drop_database, name)
    toolbox = open_installation(folder / name, url)
    stack.callback(toolbox.engine.dispose)
    return toolbox


@pytest.fixture
def full(opened: Opening) -> Toolbox:
    """Give an installation on SQLite that is full."""
    toolbox = opened("sqlite")
    fill(toolbox)
    return toolbox
