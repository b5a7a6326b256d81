"""Lists for spreadsheets."""

import pytest

from hackathon.core.tables import list_as_csv


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("plain", "plain"),
        (None, '""'),
        (41, "41"),
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("\uff20SUM(A1)", "'\uff20SUM(A1)"),
        ("a,b", '"a,b"'),
        ('say "x"', '"say ""x"""'),
    ],
)
def test_list_as_csv_of_any_cell_is_text_and_no_formula(cell: object, written: str) -> None:
    assert list_as_csv(["Head"], [[cell]]) == f"\N{ZERO WIDTH NO-BREAK SPACE}Head\r\n{written}\r\n"
