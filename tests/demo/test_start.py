"""Starting for real: nothing of the demo is left, in no table and no folder, and nobody of it comes back."""

import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from hackathon.demo.build import has_world
from hackathon.demo.serve import serve_demo_repositories
from hackathon.demo.sign_in import PASSWORD
from hackathon.people.accounts.models import Account, AccountRole
from hackathon.people.organization.models import Organization
from hackathon.schema import METADATA
from tests.browsing import Browser
from tests.demo.conftest import Demo, opened
from tests.running.programs import until

pytestmark = pytest.mark.timeout(900)
TYPED: dict[str, object] = {
    "organization": "Meridian Water",
    "display_name": "Ada Lovelace",
    "email": "Ada@Meridian.example",
    "password": "three quiet meters",
    "confirmation": "Remove the demo",
}


@pytest.fixture
def own_demo(demo: Demo, tmp_path: Path) -> Iterator[Demo]:
    """Give a copy of the demo that a test may end."""
    folder = tmp_path / "demo"
    shutil.copytree(demo.toolbox.settings.data_dir, folder)
    url = f"sqlite:///{folder / 'demo.sqlite3'}"
    settings = replace(demo.toolbox.settings, data_dir=folder, database_url=url, storage_url=str(folder / "files"))
    with opened(settings) as copied:
        yield copied


def test_start_for_real_leaves_no_row_and_no_file_of_the_demo(own_demo: Demo) -> None:
    folder = own_demo.toolbox.settings.data_dir
    before = {path.name for path in folder.iterdir()}

    answer = Browser(own_demo.app).post("/start", TYPED)

    with own_demo.session() as session:
        rows = {table.name: session.scalar(select(func.count()).select_from(table)) for table in METADATA.sorted_tables}
        organization, first = session.scalars(select(Organization)).one(), session.scalars(select(Account)).one()
        roles = session.scalars(select(AccountRole.role).order_by(AccountRole.role)).all()
    assert (answer.status_code, answer.location) == (302, "/events/new")
    assert {name: count for name, count in rows.items() if count} == {
        "organization": 1,
        "accounts": 1,
        "account_roles": 2,
        "facts": 4,
        "fact_subjects": 5,
        "deliveries": 2,
    }
    assert (organization.name, organization.mail_domains) == ("Meridian Water", ["meridian.example"])
    assert (first.email, first.display_name, first.is_demo, roles) == (
        "ada@meridian.example",
        "Ada Lovelace",
        False,
        ["admin", "host"],
    )
    assert {"demo-repositories", "repositories", "files"} <= before
    kept = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {name for name in kept if not name.startswith("demo.sqlite3")} == {"built", "lock", "demo-is-over"}


def test_start_for_real_signs_in_its_first_person_and_keeps_the_demos_people_out(own_demo: Demo) -> None:
    visitor, starting, guessing = own_demo.browser("organizer"), Browser(own_demo.app), Browser(own_demo.app)
    assert "Start for real" in visitor.get("/events").text

    starting.post("/start", TYPED)

    first_page = starting.get("/events/new")
    assert (first_page.status_code, "demo-bar" in first_page.text) == (200, False)
    assert starting.get("/admin/organization").status_code == 200
    assert visitor.get("/events").location == "/sign-in?next=/events"
    assert guessing.post("/sign-in", email="organizer@demo.example", password=PASSWORD).status_code == 422
    assert guessing.post("/demo/sign-in", person="organizer").status_code == 404
    assert (guessing.get("/start").status_code, guessing.post("/start", TYPED).status_code) == (404, 404)


def test_start_for_real_ends_the_demo_for_programs_that_start_later(own_demo: Demo) -> None:
    Browser(own_demo.app).post("/start", TYPED)

    again = replace(own_demo.toolbox.settings)

    assert (again.demo, again.has_demo, has_world(own_demo.toolbox)) == (True, False, True)


@pytest.mark.parametrize(
    ("typed", "status"),
    [({"confirmation": "yes"}, 422), ({"password": "short"}, 422), ({"mail_domains": "no domain"}, 422)],
)
def test_start_for_real_that_is_not_meant_or_not_sound_removes_nothing(
    own_demo: Demo, typed: dict[str, str], status: int
) -> None:
    answer = Browser(own_demo.app).post("/start", TYPED | typed)

    with own_demo.session() as session:
        accounts = session.scalar(select(func.count()).select_from(Account))
    assert (answer.status_code, accounts, own_demo.toolbox.settings.has_demo) == (status, 60, True)


def test_serve_demo_repositories_lets_the_port_go_when_the_demo_ends(own_demo: Demo) -> None:
    settings, stopped = own_demo.toolbox.settings, Event()
    server = Thread(target=serve_demo_repositories, args=(settings, stopped))
    port = urlsplit(settings.demo_git_origin).port or 0
    server.start()
    until(lambda: listens(port))

    settings.end_of_demo.touch()
    until(lambda: not listens(port))

    assert server.is_alive()
    stopped.set()
    server.join()


def listens(port: int) -> bool:
    """Tell whether somebody listens on a port of this machine."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
