"""Tables out: lists as CSV that spreadsheet programs open as text, never as formulas."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def list_as_csv(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Write a list made for people: UTF-8 with the mark spreadsheets look for, formula-like cells made harmless."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow([_harmless(cell) for cell in head])
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue()


def _harmless(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
