"""What the dictionary of the public inventory says: columns, the values that can stand, what is required when."""

import ast
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hackathon.guidance.datasets.rules import DataClass

DICTIONARY: Mapping[str, Mapping[str, Any]] = json.loads(
    Path(__file__).with_name("dictionary.json").read_text(encoding="utf-8")
)
REFERENCE = "reference"
"""What reference cases are called where things of several kinds stand together."""
AGENCY = ("agency", "agency_name")
HEAD = (*AGENCY, *DICTIONARY)
"""The columns of the published inventory, in its order; the dictionary leaves the first two to themselves."""
SEARCHED = ("problem_solved", "benefits", "system_outputs", "data_description", "agency_name", "agency_bureau")
ONE, SEVERAL = "multiple_choice", "select_multiple"
_PLAIN = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-") | dict.fromkeys("\u2018\u2019", "'"))
_NO_LIST = (ValueError, SyntaxError, MemoryError, RecursionError)


class Placed(NamedTuple):
    """A cell of a closed list: the dictionary's values, the cell in its shorthand, and what fits none."""

    values: tuple[str, ...]
    written: str
    strange: tuple[str, ...]


@dataclass(frozen=True)
class ClosedList:
    """A column whose values are a closed list: what each spelling means, and the shorthand of what is meant."""

    spellings: Mapping[str, str]
    shorthand: Mapping[str, str]
    has_several: bool

    def place(self, cell: str) -> Placed:
        """Find what a cell means; what fits nothing stays as it came."""
        items = _listed(cell) if self.has_several else None
        if items is None:
            return self._placed(cell, [cell] if cell.strip() else [], lambda written: "".join(written) or cell)
        return self._placed(cell, items, repr)

    def _placed(self, cell: str, items: list[str], write: Callable[[list[str]], str]) -> Placed:
        meant = [(item, self.spellings.get(_folded(item))) for item in items]
        written = [item if value is None else self.shorthand.get(value, item) for item, value in meant]
        return Placed(
            tuple(value for _item, value in meant if value is not None),
            cell if written == items else write(written),
            tuple(item for item, value in meant if value is None),
        )


@cache
def closed_lists() -> Mapping[str, ClosedList]:
    """Read the columns that are closed lists out of the dictionary."""
    return {name: _closed_list(said) for name, said in DICTIONARY.items() if said["data_type"] in {ONE, SEVERAL}}


@lru_cache(maxsize=10_000)
def place(column: str, cell: str) -> Placed:
    """Find what a cell of a closed list means."""
    return closed_lists()[column].place(cell)


def as_written(column: str, cell: str) -> str:
    """Write a cell as the published inventory does: in shorthand where the dictionary has one, else as it came."""
    return place(column, cell).written if column in closed_lists() else cell


def _closed_list(said: Mapping[str, Any]) -> ClosedList:
    valid, shorthand = said["valid_selections"], said.get("short_hand_recodings") or {}
    spellings: dict[str, str] = {}
    known = [
        *((value, value) for value in valid),
        *((short, value) for value, short in shorthand.items()),
        *((other, value) for value, others in said["recoding_map"].items() for other in (value, *others)),
    ]
    for spelling, value in known:
        spellings.setdefault(_folded(spelling), spellings.get(_folded(value), value))
    return ClosedList(spellings, shorthand, has_several=said["data_type"] == SEVERAL)


def _folded(spelling: str) -> str:
    """Leave out what does not tell two values apart: letter case, spaces, the kind of dash and quotation mark."""
    return " ".join(spelling.translate(_PLAIN).split()).casefold()


def _listed(cell: str) -> list[str] | None:
    """Read a cell that holds several values, written as Python writes a list; None where it is no such list."""
    try:
        found = ast.literal_eval(cell.strip()) if cell.lstrip().startswith("[") else None
    except _NO_LIST:
        return None
    return found if isinstance(found, list) and all(isinstance(item, str) for item in found) else None


Row = Mapping[str, str]
_ACTIVE = ("Pre-deployment", "Pilot", "Deployed")
_RUNNING = ("Pilot", "Deployed")
_BOUGHT = ("Vendor Purchased", "Contracting and In House")


def _is_in(row: Row, *stages: str) -> bool:
    return row["development_stage"] in stages


def _is_high_and_deployed(row: Row) -> bool:
    return _is_in(row, "Deployed") and row["is_high_impact"] == "High-impact"


_REQUIRED: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    ('if "Presumed high-impact', lambda row: row["is_high_impact"].startswith("Presumed")),
    ('if "Purchased from', lambda row: _is_in(row, *_RUNNING) and row["contracting_usage"] in _BOUGHT),
    ('if "Yes" is selected', lambda row: _is_in(row, *_RUNNING) and row["have_ato"] == "Yes"),
    ("only for high-impact deployed", _is_high_and_deployed),
    ("for pre-deployment, pilot and deployed", lambda row: _is_in(row, *_ACTIVE)),
    ("for pilot and deployed", lambda row: _is_in(row, *_RUNNING)),
    ("Required: No", lambda _row: False),
    ("Required: Yes", lambda _row: True),
)
"""When a column must be filled, by the words of its instructions, the narrowest first."""


@cache
def requirement(column: str) -> Callable[[Row], bool]:
    """Return when a column must be filled, as the dictionary's instructions say."""
    instructions = DICTIONARY[column]["instructions"]
    return next(holds for words, holds in _REQUIRED if words in instructions)


def missing_in(row: Row) -> list[str]:
    """List the columns that a row, written in shorthand, should fill and does not."""
    named = [name for name in AGENCY if not row[name]]
    empty = [name for name in DICTIONARY if row[name] in {"", "[]"} and requirement(name)(row)]
    return named + empty


@dataclass(frozen=True)
class Inventory:
    """A file of the public inventory: its name, its columns and every row as it came."""

    file: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Recoded:
    """A row as it came, and by closed list what it means and which spellings fit nothing."""

    cells: Row
    values: Mapping[str, tuple[str, ...]]
    strange: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, head: Sequence[str], row: Sequence[str]) -> "Recoded":
        """Recode a row."""
        cells = dict(zip(head, row, strict=True))
        placed = {column: place(column, cells[column]) for column in closed_lists()}
        return cls(
            cells,
            {column: found.values for column, found in placed.items() if found.values},
            {column: found.strange for column, found in placed.items() if found.strange},
        )

    @property
    def words(self) -> str:
        """What the row says about itself."""
        return "\n".join(filter(None, (self.cells[name] for name in SEARCHED)))


@dataclass(frozen=True, kw_only=True)
class OwnCase:
    """What we know of a live use case of our own."""

    agency_name: str
    number: int
    name: str
    contact: str
    problem: str
    benefits: str
    summary: str
    live_since: datetime
    data_name: str
    data_class: str
    has_code: bool

    def row(self, agency: str) -> dict[str, str]:
        """Write it in the columns of the public inventory; what we do not know stays empty."""
        known = {
            "agency": agency,
            "agency_name": self.agency_name,
            "id": f"{agency}-{self.number}" if agency else str(self.number),
            "use_case_name": self.name,
            "agency_bureau": self.agency_name,
            "contact_email": self.contact,
            "development_stage": "Deployed",
            "problem_solved": self.problem,
            "benefits": self.benefits,
            "system_outputs": self.summary,
            "operational_date": self.live_since.date().isoformat(),
            "data_description": self.data_name,
            "has_pii": _says_personal(self.data_class),
            "has_custom_code": "Yes" if self.has_code else "",
        }
        return dict.fromkeys(HEAD, "") | known


def _says_personal(data_class: str) -> str:
    if not data_class:
        return ""
    return "Yes" if data_class == DataClass.PERSONAL else "No"


class Answered(NamedTuple):
    """A column of the inventory as a person reads it: the question, and the answer with what it means."""

    question: str
    answer: str
    meaning: str


def questions(head: Sequence[str], row: Sequence[str]) -> list[Answered]:
    """Put the answers of a row, as they came, beside the dictionary's questions; empty ones are left out."""
    return [
        Answered(_question(column), cell, _meaning(column, cell))
        for column, cell in zip(head, row, strict=True)
        if cell.strip() not in {"", "[]"}
    ]


def _question(column: str) -> str:
    header = DICTIONARY[column]["excel_header"] if column in DICTIONARY else column.replace("_", " ")
    return " ".join(header.split())


def _meaning(column: str, cell: str) -> str:
    values = place(column, cell).values if column in closed_lists() else ()
    return "" if values == (cell,) else "; ".join(values)
