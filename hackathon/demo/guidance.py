"""What the demo's company says about data and tools, and what its first projects declare."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from hackathon.demo.script import DATA, EventScript
from hackathon.demo.story import Story, World
from hackathon.guidance.datasets.commands import add_dataset
from hackathon.guidance.datasets.rules import DatasetDraft
from hackathon.guidance.matrix.commands import change_row
from hackathon.guidance.matrix.queries import current_version
from hackathon.guidance.matrix.rules import Cell, Verdict
from hackathon.guidance.tools.commands import add_tool
from hackathon.guidance.tools.rules import ToolDraft
from hackathon.projects.declarations.commands import declare_use

STEWARD = "steward"
DECLARED_AFTER = timedelta(hours=5)
LATER = timedelta(days=30)


def plan_guidance(story: Story, events: Sequence[EventScript], *, begins: datetime) -> None:
    """Plan the registry, the matrix with one later change, and what the first project of some events declares."""
    text = tomllib.loads((DATA / "guidance.toml").read_text(encoding="utf-8"))
    story.plan(begins, partial(_register, text=text))
    story.plan(begins + LATER, partial(_say, said=text["later"]))
    by_key = {event.key: event for event in events}
    for use in text["uses"]:
        _plan_use(story, by_key[use["event"]], use)


def _plan_use(story: Story, event: EventScript, use: Mapping[str, str]) -> None:
    team = next(team for team in event.teams if team.project)
    at = max(event.calendar(event.starts), event.calendar(team.at)) + DECLARED_AFTER
    title = team.project.title if team.project else ""
    story.plan(at, partial(_declare, use=use, captain=team.captain, project=("project", event.key, title)))


def _register(world: World, text: Mapping[str, Any]) -> None:
    for said in text["datasets"]:
        draft = DatasetDraft(
            name=said["name"],
            data_class=said["data_class"],
            terms=said["terms"],
            owner_id=world.id("person", said["owner"]),
        )
        with world.acting(STEWARD) as work:
            world.ids["dataset", draft.name] = add_dataset(work, draft).id
    for said in text["tools"]:
        _add_tool(world, said)
        _say(world, {**said, "tool": said["name"]})


def _add_tool(world: World, said: Mapping[str, Any]) -> None:
    draft = ToolDraft(
        name=said["name"],
        vendor=said["vendor"],
        kind=said["kind"],
        standing=said["standing"],
        condition=said.get("condition", ""),
        substitute_id=world.id_or_none("tool", said.get("substitute", "")),
    )
    with world.acting(STEWARD) as work:
        world.ids["tool", draft.name] = add_tool(work, draft).id


def _say(world: World, said: Mapping[str, Any]) -> None:
    row = {data_class: _cell(text) for data_class, text in said["cells"].items()}
    with world.acting(STEWARD) as work:
        change_row(work, world.id("tool", said["tool"]), row, why=said["why"])


def _declare(world: World, use: Mapping[str, str], captain: str, project: tuple[str, str, str]) -> None:
    dataset_id, tool_id = world.id("dataset", use["dataset"]), world.id("tool", use["tool"])
    with world.acting(captain) as work:
        number = current_version(work.session)
        declare_use(work, world.id(*project), dataset_id, tool_id, matrix_version=number)


def _cell(text: str) -> Cell:
    return Cell(Verdict(text)) if text in set(Verdict) else Cell(Verdict.CONDITION, text)
