"""Everybody at once, in small: the storm of `make bench-storm` on a server of its own."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from bench.storm import raised

if TYPE_CHECKING:
    from tests.servers.postgres import Postgres

pytestmark = pytest.mark.slow


def test_sixty_people_for_forty_places_are_all_told_what_the_database_holds(
    postgres_server: "Postgres", tmp_path: Path
) -> None:
    environ = {
        "HACKATHON_DATABASE_URL": postgres_server.create_database(f"storm_{uuid4().hex}"),
        "HACKATHON_DATA_DIR": str(tmp_path),
        "HACKATHON_SECRET_KEY": "storm",
        "HACKATHON_DEMO": "0",
    }

    storm = raised(environ, people=60, capacity=40, connections=20)

    assert (storm.broken_promises, storm.places, storm.waiting) == ([], 40, 20)
