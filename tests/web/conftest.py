"""An application with pages made for tests of the web floor: each goes wrong, or is open, in its own way."""

from collections.abc import Callable

import pytest
from flask import Blueprint, Flask
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DataError, OperationalError

from hackathon.core.decisions import Conflict, Denied, Invalid, Missing
from hackathon.web.access import public, signed_in, site_role

FAULTS: dict[str, Callable[[], Exception]] = {
    "denied": lambda: Denied("Only the captain hands in."),
    "missing": lambda: Missing("There is no such team."),
    "conflict": lambda: Conflict("The team is full."),
    "invalid": lambda: Invalid("name", "Give it a name."),
    "unfit": lambda: DataError("SELECT secret_column", {}, Exception("integer out of range")),
    "busy": lambda: OperationalError("SELECT secret_column", {}, Exception("database is locked")),
    "fault": lambda: ValueError("a secret of the program"),
}


@pytest.fixture
def probed(install: Callable[..., Flask]) -> Flask:
    """Build an application with a page for each way in which things go wrong."""
    app = install()
    app.config["PROPAGATE_FAULTS"] = False
    app.register_blueprint(_probes("probe", ""))
    app.register_blueprint(_probes("api_probe", "/api/v1"))
    return app


def _probes(name: str, prefix: str) -> Blueprint:
    blueprint = Blueprint(name, __name__, url_prefix=f"{prefix}/probe")

    @blueprint.get("/undeclared")
    def undeclared() -> ResponseReturnValue:
        return "a secret"

    @blueprint.route("/open", methods=["GET", "POST"])
    @public
    def open_page() -> ResponseReturnValue:
        return "open"

    @blueprint.route("/members", methods=["GET", "POST"])
    @signed_in
    def members() -> ResponseReturnValue:
        return "for members"

    @blueprint.get("/stewards")
    @site_role("steward", "host")
    def stewards() -> ResponseReturnValue:
        return "for stewards"

    @blueprint.get("/link/<token>")
    @public
    def link(token: str) -> ResponseReturnValue:
        raise ValueError(len(token))

    @blueprint.get("/fault/<kind>")
    @public
    def fault(kind: str) -> ResponseReturnValue:
        trouble = FAULTS[kind]()
        raise trouble

    return blueprint
