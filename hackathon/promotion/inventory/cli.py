"""The public inventory in and out of files: exact, whole or not at all."""

import csv
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from io import StringIO
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Missing
from hackathon.core.i18n import gettext as _
from hackathon.core.sheets import WrongCell, write_sheet
from hackathon.core.tables import UnreadableTable
from hackathon.core.work import Work
from hackathon.promotion.inventory.commands import import_inventory
from hackathon.promotion.inventory.policy import IMPORTING
from hackathon.promotion.inventory.queries import last_import, own_live_cases, rows_of
from hackathon.promotion.inventory.rules import HEAD, Inventory, as_written, missing_in

LONGEST_CELL = 20_000
MOST_BYTES = 200 * 1024 * 1024
CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r") | {"\x7f"}
END = "\r\n"
"""How rows of the published inventory end; cells hold line breaks of other kinds."""
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class Installation(Protocol):
    """What the program hands to these commands."""

    def working(self, actor: Actor) -> AbstractContextManager[Work]:
        """Open a unit of work."""

    def new_session(self) -> AbstractContextManager[Session]:
        """Open a session."""


def import_file(installation: Installation, path: Path, encoding: str | None) -> Iterator[str]:
    """Take a file in and say every spelling that fits no value; the last line is one JSON object with the figures."""
    begun = time.monotonic()
    inventory = read_inventory(path, encoding)
    with installation.working(system(IMPORTING)) as work:
        taken = import_inventory(work, inventory)
        figures = {"rows": len(inventory.rows), "imported": taken.rows}
        figures |= {"unplaced": taken.unplaced, "recoded": taken.recoded}
        strange = taken.strange
    yield from _said(strange)
    yield json.dumps({**figures, "seconds": round(time.monotonic() - begun, 3)})


def export_last(installation: Installation, out: Path) -> Iterator[str]:
    """Write the last import: its rows in their order, closed lists in shorthand, everything else to the letter."""
    with installation.new_session() as session:
        taken = last_import(session)
        if taken is None:
            raise Missing(_("Nothing was imported yet: `hackathon inventory import FILE.csv` does."))
        rows = rows_of(session, taken.id)
        written = ([as_written(*cell) for cell in zip(taken.head, row, strict=True)] for row in rows)
        write_sheet(out, taken.head, written, end=END)
        yield json.dumps({"rows": taken.rows, "import": taken.id, "file": taken.file_name}, ensure_ascii=False)


def export_ours(installation: Installation, out: Path, agency: str) -> Iterator[str]:
    """Write our own live cases in the columns of the inventory, and say what the dictionary asks for beyond that."""
    with installation.new_session() as session:
        rows = [case.row(agency) for case in own_live_cases(session)]
    missing = [missing_in(row) for row in rows]
    write_sheet(out, HEAD, ([row[name] for name in HEAD] for row in rows), end=END)
    for row, columns in zip(rows, missing, strict=True):
        if columns:
            lacks = _("%(id)s, %(name)s, lacks: %(columns)s")
            yield lacks % {"id": row["id"], "name": row["use_case_name"], "columns": ", ".join(columns)}
    yield json.dumps({"rows": len(rows), "missing": sum(map(len, missing))})


def read_inventory(path: Path, encoding: str | None = None) -> Inventory:
    """Read a file of the public inventory; raise a refusal that says what is wrong and where."""
    rows = _rows(path, _text(path, encoding))
    head = next(rows, [])
    _require_columns(path.name, head)
    found = []
    for number, row in enumerate(rows, start=2):
        _require_sound(path.name, number, head, row)
        found.append(row)
    return Inventory(path.name[:200], head, found)


def _text(path: Path, encoding: str | None) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableTable(_("%(file)s is larger than 200 MB.") % {"file": path.name})
    contents = path.read_bytes()
    marked = next((name for mark, name in _MARKS.items() if contents.startswith(mark)), "utf-8")
    try:
        return contents.decode(encoding or marked)
    except (UnicodeDecodeError, LookupError):
        sentence = _(
            "%(file)s is not in %(encoding)s. Save it as CSV in UTF-8, or name its encoding: --encoding windows-1252"
        )
        raise UnreadableTable(sentence % {"file": path.name, "encoding": encoding or marked.upper()}) from None


def _rows(path: Path, text: str) -> Iterator[list[str]]:
    """Read rows to the letter; a line without any cell is no row."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    for number in range(1, len(text) + 2):
        try:
            row = next(reader, None)
        except csv.Error:
            sentence = _("%(file)s, row %(row)s cannot be read: a quotation mark is open, or a cell is too long.")
            raise UnreadableTable(sentence % {"file": path.name, "row": number}) from None
        if row is None:
            return
        if row:
            yield row


def _require_columns(file: str, head: list[str]) -> None:
    for column in HEAD:
        if head.count(column) != 1:
            trouble = _("The first row names this column twice.") if column in head else _("This column is missing.")
            raise WrongCell(file, 1, column, trouble)


def _require_sound(file: str, number: int, head: list[str], row: list[str]) -> None:
    if len(row) != len(head):
        sentence = _("%(file)s, row %(row)s has %(cells)s cells; the first row names %(columns)s columns.")
        raise UnreadableTable(sentence % {"file": file, "row": number, "cells": len(row), "columns": len(head)})
    for column, cell in zip(head, row, strict=True):
        if len(cell) > LONGEST_CELL:
            sentence = _("This has %(count)s characters; %(most)s are possible.")
            raise WrongCell(file, number, column, sentence % {"count": len(cell), "most": LONGEST_CELL})
        if not CONTROL.isdisjoint(cell):
            raise WrongCell(file, number, column, _("This holds characters that are no text."))


def _said(strange: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Say which spellings fit no value of the dictionary; they are kept as they came."""
    for column, spellings in strange.items():
        for spelling, count in spellings.items():
            yield _("kept as it came, %(count)s times, %(column)s: %(spelling)s") % {
                "count": count,
                "column": column,
                "spelling": json.dumps(spelling, ensure_ascii=False),
            }
