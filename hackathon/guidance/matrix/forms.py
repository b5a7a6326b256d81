"""The form of one tool's row in the matrix."""

from collections.abc import Iterator
from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import DataRequired

from hackathon.core.i18n import LazySentence
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.guidance.matrix.rules import VERDICT_LABELS, Cell, Row, Verdict
from hackathon.web.forms import SENTENCE, Form, LineField, VersionField, lazy, options


def _verdict(label: Any) -> SelectField:
    return SelectField(label, choices=lambda: options(VERDICT_LABELS.items()), default=Verdict.ASK)


def _condition() -> LineField:
    return LineField(lazy("Condition"), limit=SENTENCE)


class RowForm(Form):
    """What may go into a tool, class by class, and why that changes."""

    version = VersionField()
    public = _verdict(DATA_CLASS_LABELS["public"])
    public_condition = _condition()
    internal = _verdict(DATA_CLASS_LABELS["internal"])
    internal_condition = _condition()
    confidential = _verdict(DATA_CLASS_LABELS["confidential"])
    confidential_condition = _condition()
    personal = _verdict(DATA_CLASS_LABELS["personal"])
    personal_condition = _condition()
    why = LineField(
        lazy("Why?"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Say why, in a sentence that the people concerned can use.")),),
        description=lazy("Kept with the new version, and read by everybody."),
    )

    @property
    def pairs(self) -> Iterator[tuple[LazySentence, Field, Field]]:
        """The fields of each class: its name, what is answered, and on which condition."""
        for data_class, label in DATA_CLASS_LABELS.items():
            yield label, self[data_class], self[f"{data_class}_condition"]

    def row(self) -> Row:
        """Return what was chosen."""
        return {
            data_class: Cell(Verdict(self[data_class].data), self[f"{data_class}_condition"].data or "")
            for data_class in DATA_CLASS_LABELS
        }


def shown(row: Row) -> dict[str, str]:
    """Return what a row says, as the form's first values."""
    conditions = {f"{data_class}_condition": cell.condition for data_class, cell in row.items()}
    return {data_class: cell.verdict for data_class, cell in row.items()} | conditions
