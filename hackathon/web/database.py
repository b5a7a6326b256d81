"""Hands this request's database session, time and actor down to queries and commands."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import cast

from flask import current_app, g, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.clock import Clock
from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Viewing
from hackathon.core.kept import Kept
from hackathon.core.storage import Storage
from hackathon.core.work import Work, unit_of_work
from hackathon.web.access import current_actor

RECEIVED = "hackathon.received_at"
READING = frozenset({"GET", "HEAD"})


def session() -> Session:
    """Return this request's session."""
    database: SQLAlchemy = current_app.extensions["sqlalchemy"]
    opened = cast(Session, database.session())
    if "reads" not in g:
        g.reads = True
        if request.method in READING:
            _read_without_transaction(opened)
    return opened


def _read_without_transaction(opened: Session) -> None:
    """Spare pages the BEGIN and the ROLLBACK: at READ COMMITTED each statement sees its own moment either way.

    A unit of work begins its own transaction. SQLite reads from one moment, which it is asked for by BEGIN.
    """
    engine = opened.get_bind()
    if isinstance(engine, Engine) and engine.dialect.name == "postgresql" and not opened.in_transaction():
        opened.connection(execution_options={"isolation_level": "AUTOCOMMIT"})


def settings() -> Settings:
    """Return the installation's settings."""
    return cast(Settings, current_app.extensions["settings"])


def contributions() -> Contributions:
    """Return what the packages registered."""
    return cast(Contributions, current_app.extensions["contributions"])


def storage() -> Storage:
    """Return where file contents are kept."""
    return cast(Storage, current_app.extensions["storage"])


def now() -> datetime:
    """Return one moment for the whole request."""
    if "now" not in g:
        clock: Clock = current_app.extensions["clock"]
        g.now = clock()
    return cast(datetime, g.now)


def received_at() -> datetime:
    """Return when the web process took this request."""
    return cast(datetime, request.environ.get(RECEIVED) or now())


def viewing() -> Viewing:
    """Return what queries and contributions need to know about who looks."""
    kept: Kept = current_app.extensions["kept"]
    return Viewing(session(), current_actor(), now(), kept)


@contextmanager
def working(actor: Actor | None = None) -> Iterator[Work]:
    """Open the unit of work of this request, for one command."""
    with unit_of_work(session(), actor or current_actor(), now(), received_at=received_at()) as work:
        yield work
