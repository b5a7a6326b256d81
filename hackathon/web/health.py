"""Whether the process lives (/healthz) and whether it can work (/readyz)."""

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.jobs import JobQueue
from hackathon.core.migrations import is_current
from hackathon.web.access import public
from hackathon.web.database import session

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Answer while the process lives."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Answer 200 when database, migrations and queue are there, else 503 with what is not."""
    checks = {"database": _has_database(), "queue": _has_queue()}
    checks["migrations"] = checks["database"] and is_current(session().connection())
    ready = all(checks.values())
    return {"status": "ok" if ready else "not ready", "checks": checks}, 200 if ready else 503


def _has_database() -> bool:
    try:
        session().execute(text("SELECT 1"))
    except SQLAlchemyError:
        return False
    return True


def _has_queue() -> bool:
    queue: JobQueue = current_app.extensions["queue"]
    return queue.is_up()
