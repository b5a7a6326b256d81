"""Tables that programs exchange: columns by name, and what is wrong by file, row and column."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _
from hackathon.core.tables import MOST_LINES, Line, UnreadableTable, read_csv


class WrongCell(Refusal):
    """Something in a file cannot stand; the sentence says where, as a spreadsheet program numbers it."""

    def __init__(self, file: str, row: int, column: str, trouble: str) -> None:
        where = _("%(file)s, row %(row)s, column %(column)s: ") % {"file": file, "row": row, "column": column}
        super().__init__(where + trouble)


@dataclass(frozen=True)
class Sheet:
    """A file whose first row named its columns, in any order and letter case; others may stand beside them."""

    file: str
    columns: Mapping[str, int]
    lines: Sequence[Line]

    @classmethod
    def read(
        cls, path: Path, required: Sequence[str], optional: Sequence[str] = (), *, most: int = MOST_LINES
    ) -> "Sheet":
        """Read CSV parted by commas, semicolons, tabs or bars, in UTF-8, UTF-16 or Windows-1252.

        Raises `WrongCell` where a required column is not named, which is also what a file without a first row of
        names gets, or one is named twice, and `UnreadableTable` for what is no table.
        """
        try:
            table = read_csv(path.read_bytes(), most=most)
        except UnreadableTable as trouble:
            raise UnreadableTable(f"{path.name}: {trouble.sentence}") from trouble
        heads = [name.casefold() for name in table.head]
        named = {name: number for number, name in enumerate(heads)}
        for column in required:
            if column not in named:
                wanted = _("The first row does not name this column. It names the columns: %(columns)s.")
                raise WrongCell(path.name, 1, column, wanted % {"columns": ", ".join((*required, *optional))})
        for column in (*required, *optional):
            if heads.count(column) > 1:
                raise WrongCell(path.name, 1, column, _("The first row names this column twice."))
        known = {name: named[name] for name in (*required, *optional) if name in named}
        return cls(path.name, known, table.lines)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Go through the rows below the head: number and cells by column; a column that is not there is empty."""
        for line in self.lines:
            yield line.number, {name: line.cells[place] for name, place in self.columns.items()}

    def filled(self, row: int, cells: Mapping[str, str], column: str) -> str:
        """Return a cell that must not be empty."""
        text = cells.get(column, "")
        if not text:
            raise WrongCell(self.file, row, column, _("This is empty."))
        return text


def write_sheet(out: Path, head: Sequence[str], rows: Iterable[Sequence[object]], *, end: str = "\n") -> None:
    """Write what programs read: exact, and whole or not at all; a cell with a bare return needs rows to end in one.

    Raises `Refusal` where nothing can be written.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(head)
    writer.writerows(rows)
    draft = out.with_name(f".{out.name}.part")
    try:
        draft.write_text(text.getvalue(), encoding="utf-8")
        draft.replace(out)
    except OSError as trouble:
        raise Refusal(_("%(file)s cannot be written: %(why)s.") % {"file": out, "why": trouble.strerror}) from trouble
