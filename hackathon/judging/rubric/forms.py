"""The shape of a rubric: a fixed number of rows, of which the empty ones are no criteria."""

from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import Field, IntegerField
from wtforms.validators import Optional

from hackathon.judging.rubric.rules import HIGHEST, LOWEST, MOST, CriterionDraft
from hackathon.web.forms import Form, LineField, VersionField, lazy

VALUES = range(LOWEST, HIGHEST + 1)


class RubricForm(Form):
    """Criteria in rows: `name_0`, `question_0`, `weight_0`, `anchor_0_1` to `anchor_0_5`, and so on."""

    version = VersionField()

    def rows(self) -> Iterator[tuple[Field, Field, Field, list[Field]]]:
        """List the fields row by row: name, question, weight, anchors."""
        for row in range(MOST):
            anchors = [self[f"anchor_{row}_{value}"] for value in VALUES]
            yield self[f"name_{row}"], self[f"question_{row}"], self[f"weight_{row}"], anchors

    def criteria(self) -> list[CriterionDraft]:
        """Return the rows in which something was typed."""
        return [
            CriterionDraft(name.data or "", question.data or "", weight.data or 0, _typed(anchors), row)
            for row, (name, question, weight, anchors) in enumerate(self.rows())
            if any(field.data for field in (name, question, weight, *anchors))
        ]


def values_of(criteria: Iterable[CriterionDraft]) -> dict[str, Any]:
    """Return criteria as the values of the form's fields."""
    values: dict[str, Any] = {}
    for row, each in enumerate(criteria):
        values |= {f"name_{row}": each.name, f"question_{row}": each.question, f"weight_{row}": each.weight}
        values |= {f"anchor_{row}_{value}": sentence for value, sentence in each.anchors.items()}
    return values


def _typed(anchors: Iterable[Field]) -> dict[str, str]:
    return {str(value): field.data for value, field in zip(VALUES, anchors, strict=True) if field.data}


for _row in range(MOST):
    setattr(RubricForm, f"name_{_row}", LineField(lazy("Criterion")))
    setattr(RubricForm, f"question_{_row}", LineField(lazy("The question it asks"), limit=300))
    setattr(RubricForm, f"weight_{_row}", IntegerField(lazy("Weight in percent"), validators=[Optional()]))
    for _value in VALUES:
        setattr(RubricForm, f"anchor_{_row}_{_value}", LineField(str(_value), limit=300))
