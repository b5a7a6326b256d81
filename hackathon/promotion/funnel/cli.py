"""The funnel's figures from an exported record alone, without settings or a database."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from hackathon.core.decisions import Refusal
from hackathon.core.facts import KINDS
from hackathon.core.i18n import gettext as _
from hackathon.promotion.funnel.rules import Figures, Period, figures_of
from hackathon.promotion.history.rules import History, Moved, history_of, moved_of


def figures_told(folder: Path, period: Period) -> str:
    """Write the figures of an exported record as JSON, as the page of the funnel shows them."""
    return json.dumps(asdict(figures_of_record(folder, period)), indent=1)


def figures_of_record(folder: Path, period: Period) -> Figures:
    """Compute what became of the nominations of a period from the lines of a record."""
    return figures_of(each for each in history_of_record(folder).attempts if period.holds(each.begun_at))


def history_of_record(folder: Path) -> History:
    """Replay the facts about use cases in a record, in the order they were written, not that they were sealed in."""
    entries = sorted(_entries(folder / "ledger.jsonl"), key=lambda entry: int(entry["fact"]))
    return history_of(moved for moved in map(_moved, entries) if moved)


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)["entry"]
            if entry["stream"].startswith("case:"):
                yield entry


def _moved(entry: dict[str, Any]) -> Moved | None:
    if entry["kind"] not in KINDS:
        raise Refusal(_("This version does not know what “%(kind)s” means.") % {"kind": entry["kind"]})
    case_id = int(entry["stream"].removeprefix("case:"))
    return moved_of(entry["kind"], case_id, datetime.fromisoformat(entry["at"]), entry["payload"])
