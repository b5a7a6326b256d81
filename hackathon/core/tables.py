"""Tables in and out: CSV as spreadsheet programs write it, and lists that they open as text, never as formulas."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import count

from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
MOST_LINES = 20_000
MOST_COLUMNS = 50
LONGEST_CELL = 5_000
TOLD_EVERY = 500
Progress = Callable[[int], None]
"""Told how many lines were read, every so often."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are the first four in full width, which spreadsheets of East Asia take for the same."""
_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class UnreadableTable(Refusal):
    """A file is no table that could be read; the sentence says what to do."""


@dataclass(frozen=True)
class Line:
    """A row below the head, with its number as a spreadsheet program shows it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A head and what stands below it, every line as wide as the head; `remarks` say what was guessed or left out."""

    head: tuple[str, ...]
    lines: Sequence[Line]
    remarks: list[str] = field(default_factory=list)


def read_csv(contents: bytes, tell: Progress = lambda _count: None, *, most: int = MOST_LINES) -> Table:
    """Read CSV in UTF-8, UTF-16 with its mark or, with a remark, Windows-1252; the head tells what parts the cells."""
    text, remarks = _decoded(contents)
    if _CONTROL.search(text):
        raise UnreadableTable(_("This file is no text. Save it as CSV or XLSX, then send it again."))
    return table_of(_rows(text, _delimiter(text)), remarks, tell, most=most)


def table_of(
    rows: Iterable[tuple[int, Sequence[object]]], remarks: list[str], tell: Progress, *, most: int = MOST_LINES
) -> Table:
    """Make a table of numbered rows, the first being the head; empty rows are left out, too much is refused."""
    numbered = ((number, _trimmed(cells)) for number, cells in rows)
    filled = ((number, cells) for number, cells in numbered if any(cells))
    first, head = next(filled, (0, ()))
    if not head:
        raise UnreadableTable(_("There is nothing in this file. The first row names the columns."))
    _require_size(first, head, width=MOST_COLUMNS)
    lines: list[Line] = []
    for number, cells in filled:
        if len(lines) >= most:
            raise UnreadableTable(_("Send up to %(most)s rows at a time.") % {"most": most})
        _require_size(number, cells, width=len(head))
        lines.append(Line(number, cells + ("",) * (len(head) - len(cells))))
        if len(lines) % TOLD_EVERY == 0:
            tell(len(lines))
    return Table(head, lines, remarks)


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


def _decoded(contents: bytes) -> tuple[str, list[str]]:
    try:
        if contents.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            return contents.decode("utf-16"), []
        return contents.removeprefix(BOM_UTF8).decode(), []
    except UnicodeDecodeError:
        pass
    try:
        guessed = _("The file is not in UTF-8; it was read as Windows-1252. Look whether names are right.")
        return contents.decode("cp1252"), [guessed]
    except UnicodeDecodeError:
        raise UnreadableTable(_("This file is in no encoding known here. Save it as CSV in UTF-8.")) from None


def _delimiter(text: str) -> str:
    """Find what parts the cells of the head, outside of quotation marks."""
    head = _QUOTED.sub("", text.lstrip().partition("\n")[0])
    return max(_DELIMITERS, key=head.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Read rows and number them as spreadsheet programs do, however many lines their cells hold."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for number in count(1):
        try:
            cells = next(reader, None)
        except csv.Error:
            raise UnreadableTable(
                _("Row %(row)s cannot be read: a quotation mark is open, or a cell is too long.") % {"row": number}
            ) from None
        if cells is None:
            return
        yield number, cells


def _trimmed(cells: Sequence[object]) -> tuple[str, ...]:
    """Write every cell as text without spaces around it, and without the empty ones at the end."""
    texts = ["" if cell is None else str(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _require_size(number: int, cells: tuple[str, ...], *, width: int) -> None:
    if len(cells) > width:
        raise UnreadableTable(
            _("Row %(row)s has more cells than the first row names columns, or than %(most)s.")
            % {"row": number, "most": MOST_COLUMNS}
        )
    if max(map(len, cells)) > LONGEST_CELL:
        raise UnreadableTable(
            _("A cell in row %(row)s is longer than %(most)s characters.") % {"row": number, "most": LONGEST_CELL}
        )
