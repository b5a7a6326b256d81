"""What tests of people ask for beside the usual: installations with other settings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection

from tests.clocks import StandingClock
from tests.installation import app_on

Install = Callable[..., Flask]


@pytest.fixture
def install(connection: Connection, tmp_path: Path, clock: StandingClock) -> Install:
    """Build an application with these settings on the test's own connection."""
    return lambda **changes: app_on(connection, tmp_path, clock, **changes)
