"""Installations made for a test: their settings, and applications with settings of their own."""

from pathlib import Path

from flask import Flask
from sqlalchemy import Connection

from hackathon.app import create_app
from hackathon.core.clock import Clock
from hackathon.core.config import Settings
from tests.sharing import share_templates


def make_settings(folder: Path, database_url: str, **changes: object) -> Settings:
    """Make settings for a test: nothing outside the folder, no queue, no demo."""
    given: dict[str, object] = {
        "data_dir": folder,
        "database_url": database_url,
        "secret_key": "a secret of the tests",
        "storage_url": str(folder / "files"),
        "demo": False,
        "rate_limits": False,
    }
    return Settings(**(given | changes))  # type: ignore[arg-type]


def app_on(connection: Connection, folder: Path, clock: Clock, **changes: object) -> Flask:
    """Build an application of its own settings on a test's connection, so that what it writes is rolled back."""
    url = connection.engine.url.render_as_string(hide_password=False)
    app = create_app(make_settings(folder, url, **changes), clock=clock)
    app.testing = True
    share_templates(app)
    app.config["PROPAGATE_FAULTS"] = True
    database = app.extensions["sqlalchemy"]
    with app.app_context():
        database.engines[None] = connection
        database.session.configure(join_transaction_mode="create_savepoint")
    return app
