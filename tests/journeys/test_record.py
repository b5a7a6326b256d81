"""An auditor has the record signed and keeps that; what is exported later verifies against it, as does one proof."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.stage import PHONE, Installation, Person, installation

pytestmark = pytest.mark.slow
AUDITOR, JO = "ada@example.org", "jo@example.org"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation with an auditor, at which something has happened already."""
    (tmp_path / "house").mkdir()
    with installation(tmp_path / "house", HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({AUDITOR: ("Ada", "auditor"), JO: ("Jo", "host")})
        yield running


def downloaded(person: Person, name: str, folder: Path) -> Path:
    """Download a file by what its link says."""
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name=name).first.click()
    file = folder / name
    download.value.save_as(file)
    return file


def run(place: Installation, *command: str) -> tuple[int, str]:
    ended = subprocess.run(
        [sys.executable, *command], env=dict(place.environ), capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout


def test_auditor_signs_keeps_and_verifies_the_record(place: Installation, chromium: Browser, tmp_path: Path) -> None:
    auditor = Person(chromium, place, "Ada").sign_in(AUDITOR)
    kept, record = tmp_path / "kept", tmp_path / "record"
    kept.mkdir()

    auditor.follow("The record")
    auditor.press("Sign a checkpoint now")
    expect(auditor.page.get_by_text("Signed: the record has")).to_be_visible()
    checkpoint = downloaded(auditor, "checkpoint.txt", kept)
    auditor.follow("Every entry")
    auditor.follow("Proof")
    proof = auditor.page.locator("a[download]").inner_text()
    proven, script = downloaded(auditor, proof, kept), downloaded(auditor, "verify.py", kept)
    Person(chromium, place, "Jo", viewport=PHONE).sign_in(JO)
    exported = run(place, "-m", "hackathon", "record", "export", str(record))

    by_program = run(place, "-m", "hackathon", "record", "verify", str(record), "--checkpoint", str(checkpoint))
    by_script = run(place, "-I", str(record / "verify.py"), "--checkpoint", str(checkpoint))
    of_proof = run(place, "-I", str(script), "--proof", str(proven), "--checkpoint", str(checkpoint))

    assert exported[0] == 0
    assert by_program == by_script
    assert (by_program[0], by_program[1].splitlines()[0]) == (0, f"verified {_count(record)} entries")
    assert (of_proof[0], of_proof[1].startswith("verified entry")) == (0, True)
    assert auditor.errors == []


def test_auditor_reads_the_record_on_a_phone(place: Installation, chromium: Browser) -> None:
    auditor = Person(chromium, place, "Ada", viewport=PHONE).sign_in(AUDITOR)

    for path in ("/record", "/record/entries"):
        auditor.go(path)

        assert auditor.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def _count(record: Path) -> int:
    return len((record / "ledger.jsonl").read_bytes().splitlines())
