"""What the columns of a file are called, what its rows ask for, and what that means for the people there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.i18n import gettext as _
from hackathon.core.lines import plain_line
from hackathon.core.tables import Line, Table, UnreadableTable
from hackathon.people.accounts.rules import LONGEST_EMAIL, plain_email
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.people.profiles.rules import skills_in

LARGEST_FILE = 5 * 1024 * 1024
LONGEST_TEXT = 120
EXAMPLE = ("Ada Reed", "ada.reed@example.org", "Networks", "grace.holm@example.org", "data_scientist", "sql, python")


class Column(StrEnum):
    """What is read of a row; the first two are needed."""

    NAME = "name"
    EMAIL = "mail"
    UNIT = "unit"
    MANAGER = "line manager mail"
    CRAFT = "craft"
    SKILLS = "skills"


NEEDED = (Column.NAME, Column.EMAIL)
_ALSO_CALLED: dict[str, Column] = {
    "full name": Column.NAME,
    "display name": Column.NAME,
    "e-mail": Column.EMAIL,
    "email": Column.EMAIL,
    "e-mail address": Column.EMAIL,
    "email address": Column.EMAIL,
    "mail address": Column.EMAIL,
    "department": Column.UNIT,
    "line manager": Column.MANAGER,
    "manager": Column.MANAGER,
    "manager mail": Column.MANAGER,
    "manager email": Column.MANAGER,
    "role": Column.CRAFT,
}


class Outcome(StrEnum):
    """What would happen to a row."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    WRONG = "wrong"


OUTCOME_LABELS: dict[str, LazySentence] = {
    Outcome.WRONG: lazy("needs mending"),
    Outcome.CREATE: lazy("new account"),
    Outcome.CHANGE: lazy("changed"),
    Outcome.SAME: lazy("nothing to do"),
}


@dataclass(frozen=True)
class Wish:
    """What a row asks for; an empty cell asks for nothing. `wrong` says what cannot be read, by column."""

    number: int
    email: str
    name: str
    unit: str = ""
    manager_email: str = ""
    craft: str = ""
    skills: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """Somebody who has an account, as far as a file may change them."""

    account_id: int
    name: str
    unit: str = ""
    manager_email: str = ""
    craft: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would happen to a row, and what is to be said about it."""

    wish: Wish
    outcome: Outcome
    remarks: tuple[str, ...] = ()


def wishes_in(table: Table) -> tuple[list[Wish], list[str]]:
    """Read every row, whether sound or not, and say what was left out; raise `UnreadableTable` without the columns."""
    places, unknown = _columns(table.head)
    remarks = [*table.remarks]
    if unknown:
        remarks.append(_("Not read, for nothing here is called so: %(columns)s.") % {"columns": ", ".join(unknown)})
    return [_wish(line, places) for line in table.lines], remarks


def plans_for(wishes: Sequence[Wish], known: Mapping[str, Known]) -> list[Plan]:
    """Say for every row what would happen; each person may stand in one row, each line manager must be known."""
    rows: dict[str, int] = {}
    for wish in wishes:
        rows.setdefault(wish.email, wish.number)
    return [_plan(wish, known, rows) for wish in wishes]


def named_in(wishes: Iterable[Wish]) -> set[str]:
    """List the addresses of the people and line managers in a file."""
    return {email for wish in wishes for email in (wish.email, wish.manager_email) if email}


def _columns(head: Sequence[str]) -> tuple[dict[Column, int], list[str]]:
    places: dict[Column, int] = {}
    unknown: list[str] = []
    for place, heading in enumerate(head):
        called = " ".join(heading.lower().replace("_", " ").split())
        column = Column(called) if called in set(Column) else _ALSO_CALLED.get(called)
        if column is None:
            unknown.append(heading)
        elif places.setdefault(column, place) != place:
            raise UnreadableTable(_("Two columns mean “%(column)s”. Keep one.") % {"column": column})
    missing = [column for column in NEEDED if column not in places]
    if missing:
        raise UnreadableTable(
            _("The first row names no column “%(column)s”. It should hold: %(all)s.")
            % {"column": missing[0], "all": ", ".join(Column)}
        )
    return places, unknown


def _wish(line: Line, places: Mapping[Column, int]) -> Wish:
    cells = {column: line.cells[place] for column, place in places.items()}
    wrong = dict(_objections(cells))
    craft, skills = _craft(cells.get(Column.CRAFT, "")), _skills(cells.get(Column.SKILLS, ""))
    return Wish(
        number=line.number,
        email=cells[Column.EMAIL].lower()[:LONGEST_EMAIL],
        name=plain_line(cells[Column.NAME])[:LONGEST_TEXT],
        unit=plain_line(cells.get(Column.UNIT, ""))[:LONGEST_TEXT],
        manager_email=cells.get(Column.MANAGER, "").lower()[:LONGEST_EMAIL],
        craft=craft or "",
        skills=tuple(skills or ()),
        wrong=tuple(f"{column}: {sentence}" for column, sentence in wrong.items()),
    )


def _objections(cells: Mapping[Column, str]) -> Iterator[tuple[Column, str]]:
    """Name each column whose cell cannot be taken as it is."""
    if not plain_line(cells[Column.NAME]):
        yield Column.NAME, _("Fill this in.")
    for column in (Column.NAME, Column.UNIT):
        if len(cells.get(column, "")) > LONGEST_TEXT:
            yield column, _("Use up to %(most)s characters.") % {"most": LONGEST_TEXT}
    for column in (Column.EMAIL, Column.MANAGER):
        if (column == Column.EMAIL or cells.get(column)) and not _is_email(cells[column]):
            yield column, _("“%(typed)s” is no e-mail address.") % {"typed": cells[column][:LONGEST_TEXT]}
    if _craft(cells.get(Column.CRAFT, "")) is None:
        crafts = ", ".join(CRAFT_LABELS)
        yield (
            Column.CRAFT,
            _("“%(typed)s” is none of: %(crafts)s.")
            % {
                "typed": cells[Column.CRAFT][:LONGEST_TEXT],
                "crafts": crafts,
            },
        )
    if _skills(cells.get(Column.SKILLS, "")) is None:
        yield Column.SKILLS, _("Name up to twenty skills of up to forty letters each, parted by commas.")


def _is_email(typed: str) -> bool:
    try:
        plain_email(typed)
    except Invalid:
        return False
    return True


def _craft(typed: str) -> str | None:
    """Find the craft that was meant, empty where none was; None where there is no such craft."""
    if not typed:
        return ""
    meant = typed.casefold().replace(" ", "_")
    return next((code for code, label in CRAFT_LABELS.items() if meant in {code, _code(label)}), None)


def _code(label: LazySentence) -> str:
    return str(label).casefold().replace(" ", "_")


def _skills(typed: str) -> list[str] | None:
    try:
        return skills_in(typed.replace(";", ","))
    except Invalid:
        return None


def _plan(wish: Wish, known: Mapping[str, Known], rows: Mapping[str, int]) -> Plan:
    wrong = [*wish.wrong, *_clashes(wish, known, rows)]
    if wrong:
        return Plan(wish, Outcome.WRONG, tuple(wrong))
    person = known.get(wish.email)
    if person is None:
        return Plan(wish, Outcome.CREATE)
    changes = tuple(_changes(wish, person))
    return Plan(wish, Outcome.CHANGE if changes else Outcome.SAME, changes)


def _clashes(wish: Wish, known: Mapping[str, Known], rows: Mapping[str, int]) -> Iterator[str]:
    """Name what is wrong with a row for what stands elsewhere."""
    if rows[wish.email] != wish.number and wish.email:
        yield f"{Column.EMAIL}: " + _("Row %(row)s is about the same person.") % {"row": rows[wish.email]}
    if not wish.manager_email:
        return
    if wish.manager_email == wish.email:
        yield f"{Column.MANAGER}: " + _("Nobody is their own line manager.")
    elif wish.manager_email not in known and wish.manager_email not in rows:
        sentence = _("Nobody here has the address %(email)s, and no row does.")
        yield f"{Column.MANAGER}: " + sentence % {"email": wish.manager_email}


def _changes(wish: Wish, person: Known) -> Iterator[str]:
    pairs = (
        (Column.NAME, person.name, wish.name),
        (Column.UNIT, person.unit, wish.unit),
        (Column.MANAGER, person.manager_email, wish.manager_email),
        (Column.CRAFT, person.craft, wish.craft),
        (Column.SKILLS, ", ".join(person.skills), ", ".join(wish.skills)),
    )
    for column, before, after in pairs:
        if after and after != before:
            yield f"{column}: {before or _('nothing')} → {after}"
