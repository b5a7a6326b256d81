"""Tests that vendored files are exactly those listed, and that a first visit stays light."""

import gzip
import re
from hashlib import sha256
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "hackathon" / "static"
VENDOR = STATIC / "vendor"
ROW = re.compile(r"^\|[^|]+\|[^|]+\|[^|]+\| `(?P<files>[^`]+)` \| `(?P<digest>[0-9a-f]{64})` \|$", re.MULTILINE)
LISTED = ROW.findall((VENDOR / "README.md").read_text(encoding="utf-8"))
FIRST_VISIT = ["vendor/tabler-core-*/*.css", "vendor/htmx.org-*/*.js", "*.css", "*.js"]
FIRST_VISIT_BUDGET = 160_000


@pytest.mark.parametrize(("files", "digest"), LISTED)
def test_vendored_files_match_the_listed_checksum(files: str, digest: str) -> None:
    content = b"".join(file.read_bytes() for file in sorted(VENDOR.glob(files)))

    assert sha256(content).hexdigest() == digest


def test_vendor_folder_holds_only_listed_files() -> None:
    listed = {file for files, _ in LISTED for file in VENDOR.glob(files)}

    present = {file for file in VENDOR.rglob("*") if file.is_file()}

    assert present == listed | {VENDOR / "README.md"}


def test_vendored_files_name_no_source_map() -> None:
    naming = [file for file in VENDOR.rglob("*.min.*") if b"sourceMappingURL" in file.read_bytes()]

    assert naming == []


def test_first_visit_stays_within_budget() -> None:
    files = [file for pattern in FIRST_VISIT for file in STATIC.glob(pattern)]

    weight = sum(len(gzip.compress(file.read_bytes())) for file in files)

    assert len(files) >= len(FIRST_VISIT)
    assert weight <= FIRST_VISIT_BUDGET
