"""docs/map.md stays true."""

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
        line = next(line for line in text.splitlines() if line.strip().startswith(f"{package}/"))
        there = {
            folder.name for folder in (ROOT / "hackathon" / package).iterdir() if (folder / "__init__.py").exists()
        }

        assert set(line.split("/", 1)[1].replace("·", " ").split()) == there
