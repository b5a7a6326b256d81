"""The tests' PostgreSQL starts without privileges, clones databases and leaves nothing behind."""

from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.servers.postgres import Postgres, embedded


def test_create_database_from_template_copies_its_rows(postgres_server: Postgres) -> None:
    template = create_engine(postgres_server.create_database("original"))
    with template.begin() as connection:
        connection.execute(text("CREATE TABLE word AS SELECT 'Ärger' AS text"))
    template.dispose()

    copy = create_engine(postgres_server.create_database("copy", template="original"))
    with copy.connect() as connection:
        rows = connection.execute(text("SELECT upper(text) FROM word")).all()
    copy.dispose()

    assert rows == [("ÄRGER",)]


def test_drop_database_while_in_use_disconnects_its_users(postgres_server: Postgres) -> None:
    url = postgres_server.create_database("doomed")
    engine = create_engine(url)
    connection = engine.connect()

    postgres_server.drop_database("doomed")

    connection.invalidate()
    with pytest.raises(OperationalError, match='database "doomed" does not exist'):
        engine.connect()


def test_embedded_after_use_leaves_no_folder() -> None:
    with embedded() as server:
        folder = Path(str(server.address.query["host"]))
        existed = folder.exists()

    assert (existed, folder.exists()) == (True, False)


@pytest.mark.slow
def test_postgres_server_with_a_storm_of_connections_admits_them_all(postgres_server: Postgres) -> None:
    engine = create_engine(postgres_server.create_database("storm"), pool_size=250)

    with ExitStack() as opened:
        connections = [opened.enter_context(engine.connect()) for _ in range(250)]
        answers = [connection.scalar(text("SELECT 1")) for connection in connections]
    engine.dispose()

    assert answers == [1] * 250
