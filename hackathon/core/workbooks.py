"""Workbooks in: the first sheet of an XLSX file as a table, with bounds on what it may unpack to.

Apart from `tables`, since loading openpyxl takes a fifth of a second: for jobs, never for the web.
"""

import warnings
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hackathon.core.i18n import gettext as _
from hackathon.core.tables import MOST_COLUMNS, Progress, Table, UnreadableTable, table_of

MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 2**20
"""As many as a sheet can have: a file may name any number, and openpyxl would count up to it."""
_TROUBLE = (
    AttributeError,
    BadZipFile,
    EOFError,
    IndexError,
    InvalidFileException,
    KeyError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    SyntaxError,  # what the XML reader raises
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl raises for files that are none."""
_OWN_WORDS = [
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]


def is_workbook(contents: bytes) -> bool:
    """Tell whether these are the bytes of a packed file, as XLSX is."""
    return contents.startswith(b"PK")


def read_workbook(contents: bytes, tell: Progress = lambda _count: None) -> Table:
    """Read the first sheet: what its cells show, as text; formulas are never computed."""
    try:
        _require_harmless(contents)
        return _read(contents, tell)
    except _TROUBLE:
        raise UnreadableTable(_("This is no XLSX file that can be read. Save it anew as XLSX or CSV.")) from None


def _require_harmless(contents: bytes) -> None:
    """Refuse a file that would unpack to too much, before anything is unpacked, and XML that defines words."""
    with ZipFile(BytesIO(contents)) as packed:
        parts = packed.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnreadableTable(
                _("This file unpacks to more than %(most)s MB. Save the one sheet that is needed as CSV.")
                % {"most": MOST_UNPACKED // 1024**2}
            )
        for part in parts:
            # Nothing can unpack to more than the size that was just counted: zipfile stops there.
            unpacked = packed.read(part)
            if any(word in unpacked for word in _OWN_WORDS):
                raise UnreadableTable(_("This file holds definitions that no spreadsheet needs. Save it as CSV."))


def _read(contents: bytes, tell: Progress) -> Table:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and lists of choices, which nobody reads here
        workbook = load_workbook(BytesIO(contents), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = workbook.worksheets
            several = _("Only the first sheet, “%(name)s”, is read.") % {"name": sheets[0].title}
            found = sheets[0].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS + 1, values_only=True)
            return table_of(_numbered(found), [several] if len(sheets) > 1 else [], tell)
        finally:
            workbook.close()


def _numbered(rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(rows, start=1):
        if cells.count(None) < len(cells):
            yield number, [_text(cell) for cell in cells]


def _text(cell: object) -> str:
    """Write a value as people do: whole numbers without a point, days without a time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)
