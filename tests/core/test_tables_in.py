"""Tables from files: what is guessed is said, what is too much or no table is refused with a sentence."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from hackathon.core.tables import LONGEST_CELL, MOST_LINES, Line, Table, UnreadableTable, read_csv
from hackathon.core.workbooks import MOST_UNPACKED, read_workbook

TEXT = "name;mail\r\nJörg;joerg@example.org\r\n\r\n=1+1;x\r\n"
READ = Table(("name", "mail"), [Line(2, ("Jörg", "joerg@example.org")), Line(4, ("=1+1", "x"))])
GUESSED = "The file is not in UTF-8; it was read as Windows-1252. Look whether names are right."


def workbook_of(*rows: list[object], sheets: int = 1) -> bytes:
    book, written = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    for _sheet in range(sheets - 1):
        book.create_sheet()
    book.save(written)
    return written.getvalue()


def replaced(workbook: bytes, name: str, text: bytes) -> bytes:
    """Put something else in the place of one part of a workbook."""
    written = BytesIO()
    with ZipFile(BytesIO(workbook)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part.filename, text if part.filename == name else before.read(part))
    return written.getvalue()


@pytest.mark.parametrize(
    ("contents", "table"),
    [
        (TEXT.encode(), READ),
        (TEXT.encode("utf-8-sig"), READ),
        (TEXT.encode("utf-16"), READ),
        (TEXT.replace(";", "\t").encode(), READ),
        (TEXT.encode("cp1252"), Table(READ.head, READ.lines, [GUESSED])),
        (b'"na,me"|mail\n"a\nb"|c|\n', Table(("na,me", "mail"), [Line(2, ("a\nb", "c"))])),
    ],
)
def test_csv_of_any_known_encoding_and_delimiter_is_read_as_text(contents: bytes, table: Table) -> None:
    assert read_csv(contents) == table


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"", "There is nothing in this file."),
        (b"\n \n", "There is nothing in this file."),
        (b"%PDF-1.4\x00\x01\x02", "This file is no text."),
        (TEXT.encode("utf-16-le"), "This file is no text."),
        (b"name\n\x81\x8d", "This file is in no encoding known here."),
        (b'name,mail\n"open,x\n', "Row 2 cannot be read"),
        (b"name,mail\na,b,c\n", "Row 2 has more cells"),
        (b"a," * 60, "Row 1 has more cells"),
        (b"name\n" + b"x" * (LONGEST_CELL + 1), "A cell in row 2 is longer than"),
        (b"name\n" + b"x" * 200_000, "Row 2 cannot be read"),
        (b"name\n" + b"x\n" * (MOST_LINES + 1), "Send up to 20000 rows"),
    ],
)
def test_csv_that_is_no_table_or_too_much_is_refused_with_a_sentence(contents: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableTable) as refusal:
        read_csv(contents)

    assert refusal.value.sentence.startswith(sentence)


def test_workbook_is_read_from_its_first_sheet_as_what_its_cells_show() -> None:
    contents = workbook_of(["name", "n", "formula"], ["Jörg", 3.0, "=1+1"], [], [" Ada ", 1.5], sheets=2)

    table = read_workbook(contents)

    lines = [Line(2, ("Jörg", "3", "")), Line(4, ("Ada", "1.5", ""))]
    assert table == Table(("name", "n", "formula"), lines, ["Only the first sheet, “Sheet”, is read."])


SHEET = "xl/worksheets/sheet1.xml"
PLAIN = workbook_of(["name"], ["Ada"])


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"PK\x03\x04 no workbook", "This is no XLSX file that can be read."),
        (replaced(PLAIN, SHEET, b"<worksheet"), "This is no XLSX file that can be read."),
        (replaced(PLAIN, "xl/workbook.xml", b"<x/>"), "This is no XLSX file that can be read."),
        (replaced(PLAIN, SHEET, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), "This file holds definitions"),
        (replaced(PLAIN, SHEET, b" " * (MOST_UNPACKED + 1)), "This file unpacks to more than 60 MB."),
        (workbook_of(["a"] * 60), "Row 1 has more cells"),
    ],
)
def test_workbook_that_is_none_or_unpacks_to_too_much_is_refused(contents: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableTable) as refusal:
        read_workbook(contents)

    assert refusal.value.sentence.startswith(sentence)


def test_workbook_that_lies_about_how_large_it_unpacks_is_refused() -> None:
    huge = replaced(PLAIN, SHEET, b" " * (MOST_UNPACKED + 1))

    with pytest.raises(UnreadableTable, match="no XLSX file"):
        read_workbook(huge.replace(struct.pack("<L", MOST_UNPACKED + 1), struct.pack("<L", 100)))


def test_workbook_with_a_row_far_below_is_read_whole() -> None:
    rows = (
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
        b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Ada</t></is></c></row>'
    )
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = b'<worksheet xmlns="%b"><sheetData>%b</sheetData></worksheet>' % (main, rows)

    table = read_workbook(replaced(PLAIN, SHEET, sheet))

    assert table == Table(("name",), [Line(2**20, ("Ada",))])
