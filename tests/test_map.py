"""docs/map.md stays true."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_drawn_lives_are_those_of_the_tables() -> None:
    drawing = runpy.run_path(str(ROOT / "tools" / "draw_map.py"))
    text = (ROOT / "docs" / "map.md").read_text()

    assert drawing["drawn"](text) == text, "run `make map`"


def test_the_map_names_every_feature_and_nothing_else() -> None:
    text = (ROOT / "docs" / "map.md").read_text()

    for package in ("promotion", "judging", "projects", "teams", "events", "guidance", "people"):
        there = {
            folder.name for folder in (ROOT / "hackathon" / package).iterdir() if (folder / "__init__.py").exists()
        }

        assert named(text, package) == there


def named(text: str, package: str) -> set[str]:
    """Return the features that the map draws below a package, in one group or under a heading each."""
    drawn = text.split(f"\n  {package}/", 1)[1]
    lines = re.split(r"\n  \S", drawn, maxsplit=1)[0].splitlines()
    return {name for line in lines for name in re.findall(r"\w+", line.rpartition(": ")[2])}
