"""The installation says what is missing, and does nothing where nothing is missing."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("pyproject.toml", "requirements/base.lock", "requirements/dev.lock", "tools/setup.sh")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for part in PARTS:
        (tmp_path / part).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / part, tmp_path / part)
    return tmp_path


def set_up(clone: Path, tier: str) -> tuple[int, str]:
    """Run the installation with a Python that cannot install anything."""
    environment = {"PATH": "/usr/bin:/bin", "PYTHON": "false"}
    ended = subprocess.run(
        ["sh", clone / "tools/setup.sh", tier], check=False, capture_output=True, env=environment, text=True
    )
    return ended.returncode, ended.stderr


def mark_installed(clone: Path, tier: str, lock: str) -> None:
    parts = [(clone / part).read_bytes() for part in (f"requirements/{lock}.lock", "pyproject.toml", "tools/setup.sh")]
    sums = subprocess.run(["cksum"], check=True, capture_output=True, input=b"".join(parts))
    (clone / ".venv").mkdir(exist_ok=True)
    (clone / ".venv" / f"installed-{tier}").write_bytes(sums.stdout)


def test_setup_without_a_python_says_what_to_install(clone: Path) -> None:
    ended = set_up(clone, "dev")

    assert ended == (
        1,
        "setup: no Python 3.11 or newer found. Install one, or name it: PYTHON=/path/to/python3 make setup\n",
    )


def test_setup_of_an_unknown_tier_says_which_there_are(clone: Path) -> None:
    ended = set_up(clone, "everything")

    assert ended == (2, "Usage: sh tools/setup.sh [run|dev]\n")


@pytest.mark.parametrize(("tier", "lock"), [("run", "base"), ("dev", "dev")])
def test_setup_of_what_is_installed_already_does_nothing(clone: Path, tier: str, lock: str) -> None:
    mark_installed(clone, tier, lock)

    ended = set_up(clone, tier)

    assert ended == (0, "")


def test_setup_for_running_where_all_is_installed_for_development_does_nothing(clone: Path) -> None:
    mark_installed(clone, "dev", "dev")

    ended = set_up(clone, "run")

    assert ended == (0, "")


def test_setup_after_the_lock_changed_installs_again(clone: Path) -> None:
    mark_installed(clone, "dev", "dev")
    (clone / "requirements/dev.lock").write_text("flask==3.1.3\n")

    status, _ = set_up(clone, "dev")

    assert status == 1
