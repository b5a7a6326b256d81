"""The deterministic rule: what may be done with data of a class in a tool, the worst answer winning, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS, DataClass
from hackathon.guidance.tools.rules import ToolStanding


class Verdict(StrEnum):
    """What is answered, from the best to the worst."""

    ALLOWED = "allowed"
    CONDITION = "condition"
    ASK = "ask"
    BLOCKED = "blocked"


VERDICT_LABELS: dict[str, LazySentence] = {
    Verdict.ALLOWED: lazy("Allowed"),
    Verdict.CONDITION: lazy("With a condition"),
    Verdict.ASK: lazy("Ask first"),
    Verdict.BLOCKED: lazy("Blocked"),
}
VERDICT_TONES = {Verdict.ALLOWED: "good", Verdict.CONDITION: "warn", Verdict.ASK: "info", Verdict.BLOCKED: "bad"}
_SEVERITY = list(Verdict)


@dataclass(frozen=True)
class Cell:
    """What the matrix says about one class of data in one tool; nothing said yet means ask, never allowed."""

    verdict: Verdict = Verdict.ASK
    condition: str = ""


Row = Mapping[str, Cell]
"""The cells of one tool, by class of data."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Everything an answer follows from: a data set, a tool, and the matrix's cell for both."""

    dataset: str
    data_class: str
    is_withdrawn: bool
    tool: str
    standing: str
    condition: str
    substitute: str | None
    cell: Cell
    matrix_version: int


@dataclass(frozen=True)
class Answer:
    """The verdict with every rule that speaks against plain use, the deciding one first; and what to take instead."""

    verdict: Verdict
    rules: tuple[str, ...]
    matrix_version: int
    substitute: str | None = None


@dataclass(frozen=True)
class _Said:
    """What one rule says."""

    verdict: Verdict
    sentence: str

    @property
    def severity(self) -> int:
        return _SEVERITY.index(self.verdict)


def answer_to(asked: Asked) -> Answer:
    """Ask every rule; the worst answer wins and comes first."""
    said = sorted(_rules(asked), key=lambda each: -each.severity)
    against = [each for each in said if each.verdict != Verdict.ALLOWED]
    verdict = said[0].verdict
    return Answer(
        verdict,
        tuple(each.sentence for each in against or said),
        asked.matrix_version,
        asked.substitute if asked.standing == ToolStanding.BLOCKED else None,
    )


def cell_of(verdict: str | None, condition: str | None) -> Cell:
    """Read a stored cell; one that is not there asks."""
    return Cell(Verdict(verdict), condition or "") if verdict else Cell()


def check(row: Row) -> None:
    """Raise `Invalid` beside the first cell that cannot stand."""
    for data_class, cell in row.items():
        if cell.verdict == Verdict.CONDITION and not cell.condition:
            raise Invalid(f"{data_class}_condition", _("Say under which condition."))
        if cell.verdict != Verdict.CONDITION and cell.condition:
            raise Invalid(f"{data_class}_condition", _("Choose “With a condition”, or empty this."))


def full_row(cells: Row) -> dict[str, Cell]:
    """Return a cell for every class, asking where nothing was said."""
    return {each.value: cells.get(each, Cell()) for each in DataClass}


def _rules(asked: Asked) -> Iterable[_Said]:
    if asked.is_withdrawn:
        yield _Said(Verdict.BLOCKED, _("The data set “%(name)s” was withdrawn.") % {"name": asked.dataset})
    if asked.standing != ToolStanding.APPROVED:
        yield _of_tool(asked)
    yield _of_matrix(asked)


def _of_tool(asked: Asked) -> _Said:
    if asked.standing == ToolStanding.LIMITED:
        words = {"tool": asked.tool, "condition": asked.condition}
        return _Said(Verdict.CONDITION, _("%(tool)s is limited: %(condition)s") % words)
    if asked.substitute:
        words = {"tool": asked.tool, "substitute": asked.substitute}
        return _Said(Verdict.BLOCKED, _("%(tool)s is blocked. Take %(substitute)s instead.") % words)
    return _Said(Verdict.BLOCKED, _("%(tool)s is blocked.") % {"tool": asked.tool})


def _of_matrix(asked: Asked) -> _Said:
    words = {
        "number": asked.matrix_version,
        "tool": asked.tool,
        "class": DATA_CLASS_LABELS[asked.data_class],
        "condition": asked.cell.condition,
    }
    return _Said(asked.cell.verdict, str(_MATRIX_SAYS[asked.cell.verdict]) % words)


_MATRIX_SAYS: dict[Verdict, LazySentence] = {
    Verdict.ALLOWED: lazy("Matrix, version %(number)s: “%(class)s” may go to %(tool)s."),
    Verdict.CONDITION: lazy("Matrix, version %(number)s: “%(class)s” may go to %(tool)s if: %(condition)s"),
    Verdict.ASK: lazy("Matrix, version %(number)s, says nothing about “%(class)s” in %(tool)s: ask a steward first."),
    Verdict.BLOCKED: lazy("Matrix, version %(number)s: “%(class)s” must not go to %(tool)s."),
}
