"""How the demo's selection rounds go: opened, scored by each without looking at the others, cut and closed."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from hackathon.demo.script import RoundScript
from hackathon.demo.story import Scene, Story, World
from hackathon.promotion.scales.rules import EFFORTS, EVERYBODY, PARTS, Estimate, Sheet
from hackathon.promotion.selection.commands import (
    RoundDraft,
    close_round,
    cut_round,
    open_round,
    score_candidate,
    start_scoring,
)


def plan_round(story: Story, held: RoundScript) -> None:
    """Plan a selection round, as far as the script leads it."""
    scenes: dict[str, Scene] = {
        held.opened: partial(_open, held=held),
        held.started: partial(_start, held=held),
        held.cut: partial(_cut, held=held),
        held.closed: partial(_close, held=held),
    }
    for moment, scene in scenes.items():
        if moment:
            story.plan(held.calendar(moment), scene)
    for moment, scorer, project, *answers in held.sheets:
        scene = partial(_score, held=held, scorer=scorer, project=project, sheet=_sheet(*answers))
        story.plan(held.calendar(moment), scene)


def _open(world: World, held: RoundScript) -> None:
    cases = {world.id("case", *names) for names in held.candidates}
    scorers = {world.id("person", name) for name in held.scorers}
    draft = RoundDraft(held.name, {EVERYBODY: held.weeks}, frozenset(cases), frozenset(scorers))
    with world.acting(held.chair) as work:
        world.ids["round", held.name] = open_round(work, draft).id


def _start(world: World, held: RoundScript) -> None:
    with world.acting(held.chair) as work:
        start_scoring(work, world.id("round", held.name))


def _score(world: World, held: RoundScript, scorer: str, project: str, sheet: Sheet) -> None:
    case_id = next(world.id("case", event, title) for event, title in held.candidates if title == project)
    with world.acting(scorer) as work:
        score_candidate(work, world.id("round", held.name), case_id, sheet)


def _cut(world: World, held: RoundScript) -> None:
    with world.acting(held.chair) as work:
        cut_round(work, world.id("round", held.name))


def _close(world: World, held: RoundScript) -> None:
    with world.acting(held.chair) as work:
        close_round(work, world.id("round", held.name))


def _sheet(value: Sequence[float], confidence: int, adoption: int, readiness: Sequence[int], effort: str) -> Sheet:
    parts: dict[str, Any] = dict(zip((part.key for part in PARTS), readiness, strict=True))
    return Sheet(Estimate(*value), confidence, adoption, parts, weeks={EVERYBODY: EFFORTS[effort]}, effort=effort)
