"""What a program loads before it serves its first page."""

import json
import subprocess
import sys

HEAVY = ["git", "numpy", "scipy", "sklearn"]
PROGRAM = "import json, sys, {module}; print(json.dumps([name for name in {heavy} if name in sys.modules]))"


def heavy_modules_of(module: str) -> object:
    """List the heavy modules that a fresh interpreter has after one import."""
    program = PROGRAM.format(module=module, heavy=HEAVY)
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return json.loads(loaded.stdout)


def test_web_application_loads_neither_git_nor_numbers() -> None:
    assert heavy_modules_of("hackathon.app") == []
