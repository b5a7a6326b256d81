"""What rows ask for, and what that means for the people there are."""

import pytest

from hackathon.core.tables import Line, Table, UnreadableTable
from hackathon.people.imports.rules import Known, Outcome, Plan, Wish, plans_for, wishes_in

HEAD = ("Full Name", "E-Mail", "unit", "Line_Manager", "craft", "skills", "shoe size")


def test_rows_of_a_file_are_read_whatever_the_columns_are_called() -> None:
    cells = ("Ada  Reed", "Ada@Example.org", "Networks", "", "Data scientist", "sql; python", "39")

    wishes, remarks = wishes_in(Table(HEAD, [Line(2, cells)], ["guessed"]))

    assert wishes == [Wish(2, "ada@example.org", "Ada Reed", "Networks", "", "data_scientist", ("sql", "python"))]
    assert remarks == ["guessed", "Not read, for nothing here is called so: shoe size."]


def test_row_is_read_as_everybody_sees_it() -> None:
    rows = [
        Line(2, ("A\u200bda Reed", "ada@x.org", "", "", "", "", "")),
        Line(3, ("\u200b", "bo@x.org", "", "", "", "", "")),
    ]

    wishes, _remarks = wishes_in(Table(HEAD, rows))

    assert [(wish.name, wish.wrong) for wish in wishes] == [("Ada Reed", ()), ("", ("name: Fill this in.",))]


def test_row_with_wrong_cells_names_each_by_its_column() -> None:
    cells = ("", "ada at home", "U" * 121, "boss", "wizard", "x" * 41, "")

    wishes, _remarks = wishes_in(Table(HEAD, [Line(7, cells)]))

    assert wishes[0].wrong == (
        "name: Fill this in.",
        "unit: Use up to 120 characters.",
        "mail: “ada at home” is no e-mail address.",
        "line manager mail: “boss” is no e-mail address.",
        "craft: “wizard” is none of: domain_expert, data_scientist, data_engineer, software_engineer, designer, other.",
        "skills: Name up to twenty skills of up to forty letters each, parted by commas.",
    )


@pytest.mark.parametrize(
    ("head", "sentence"),
    [
        (("name", "unit"), "The first row names no column “mail”."),
        (("name", "mail", "email"), "Two columns mean “mail”."),
    ],
)
def test_file_without_its_columns_is_refused(head: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UnreadableTable, match=sentence):
        wishes_in(Table(head, []))


def test_plans_say_for_every_row_what_would_happen() -> None:
    known = {
        "ada@x.org": Known(1, "Ada", "Networks", "", "designer", ("sql",)),
        "bo@x.org": Known(2, "Bo", "Pumps"),
    }
    wishes = [
        Wish(2, "ada@x.org", "Ada", "Meters", "cy@x.org", "designer", ("sql",)),
        Wish(3, "bo@x.org", "Bo"),
        Wish(4, "cy@x.org", "Cy", manager_email="ada@x.org"),
        Wish(5, "cy@x.org", "Cy again"),
        Wish(6, "di@x.org", "Di", manager_email="di@x.org"),
        Wish(7, "ed@x.org", "Ed", manager_email="nobody@x.org"),
    ]

    plans = plans_for(wishes, known)

    said: list[tuple[Outcome, tuple[str, ...]]] = [
        (Outcome.CHANGE, ("unit: Networks → Meters", "line manager mail: nothing → cy@x.org")),
        (Outcome.SAME, ()),
        (Outcome.CREATE, ()),
        (Outcome.WRONG, ("mail: Row 4 is about the same person.",)),
        (Outcome.WRONG, ("line manager mail: Nobody is their own line manager.",)),
        (Outcome.WRONG, ("line manager mail: Nobody here has the address nobody@x.org, and no row does.",)),
    ]
    assert plans == [Plan(wish, *rest) for wish, rest in zip(wishes, said, strict=True)]
