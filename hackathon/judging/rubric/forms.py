"""The shape of a rubric: a fixed number of rows, of which the empty ones are no criteria."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from wtforms import BooleanField, Field, IntegerField, SelectField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from hackathon.core.i18n import _
from hackathon.judging.presets.rules import PRESETS
from hackathon.judging.rubric.queries import Parts
from hackathon.judging.rubric.rules import MOST, SCALES, USUAL, CriterionDraft, Scale, Target
from hackathon.judging.stages.models import FIRST
from hackathon.web.forms import Form, LineField, VersionField, lazy, options

IN_A_ROW = ("id", "name", "question", "weight", "is_optional", "is_independent")


@dataclass(frozen=True)
class Row:
    """The fields of one criterion by what they hold, and those of its anchors by their values."""

    number: int
    fields: Mapping[str, Field]
    anchors: Mapping[int, Field]

    @property
    def is_open(self) -> bool:
        """Whether there is something to read or to mend in it."""
        return bool(self.fields["name"].data or any(field.errors for field in self.fields.values()))

    def draft(self) -> CriterionDraft | None:
        """Return the criterion, None where nothing was typed."""
        typed = {name: field.data for name, field in self.fields.items()}
        anchors = {str(value): field.data for value, field in self.anchors.items() if field.data}
        if not (typed["name"] or typed["question"] or typed["weight"] or anchors):
            return None
        return CriterionDraft(**typed | {"weight": typed["weight"] or 0}, anchors=anchors, row=self.number)


class RubricForm(Form):
    """Criteria in rows: `name_0`, `question_0`, `weight_0`, `anchor_0_1` to `anchor_0_5`, and so on."""

    scale: ClassVar[Scale] = USUAL
    version = VersionField()

    def rows(self) -> list[Row]:
        """List the fields row by row."""
        return [self._row(number) for number in range(MOST)]

    def criteria(self) -> list[CriterionDraft]:
        """Return the rows in which something was typed."""
        return [draft for row in self.rows() if (draft := row.draft())]

    def _row(self, number: int) -> Row:
        fields = {name: self[f"{name}_{number}"] for name in IN_A_ROW}
        return Row(number, fields, {value: self[f"anchor_{number}_{value}"] for value in self.scale.anchored})


def rubric_form(scale: Scale, base: type[RubricForm] = RubricForm) -> type[Any]:
    """Make the form for a scale: each criterion has a line for each anchored value."""
    fields: dict[str, Any] = {"scale": scale}
    for row in range(MOST):
        fields |= _row(row, scale)
    return cast(type[RubricForm], type(base.__name__, (base,), fields))


def values_of(criteria: Iterable[CriterionDraft]) -> dict[str, Any]:
    """Return criteria as the values of the form's fields."""
    values: dict[str, Any] = {}
    for row, each in enumerate(criteria):
        values |= {f"name_{row}": each.name, f"question_{row}": each.question, f"id_{row}": each.id}
        values |= {f"is_optional_{row}": each.is_optional, f"is_independent_{row}": each.is_independent}
        values |= {f"weight_{row}": None if each.is_independent else each.weight}
        values |= {f"anchor_{row}_{value}": sentence for value, sentence in each.anchors.items()}
    return values


class BeginForm(Form):
    """From which template to begin, on which scale; asked by GET, so that nothing is saved by looking."""

    template = SelectField(
        lazy("Begin with"),
        choices=lambda: options(
            [("", _("What stands below")), *((name, each.label) for name, each in PRESETS.items())]
        ),
    )
    scale = SelectField(
        lazy("Scale"),
        choices=lambda: options(
            (name, _("%(lowest)s to %(highest)s") % each._asdict()) for name, each in SCALES.items()
        ),
    )


class CloserForm(Form):
    """For what a closer rubric is: part of the projects, and a stage."""

    target = SelectField(lazy("Projects"))
    stage = SelectField(lazy("Stage"), coerce=lambda value: int(value) if value else None)

    def offer(self, parts: Parts) -> None:
        """Let these be chosen."""
        tracks = [(f"track:{track.id}", _("Track “%(name)s”") % {"name": track.name}) for track in parts.tracks]
        questions = [(f"challenge:{each.id}", each.title) for each in parts.challenges]
        stages = [(FIRST, _("First stage")), *((stage.number, stage.name) for stage in parts.stages)]
        self.target.choices = options([("", _("All projects")), *tracks, *questions])
        self.stage.choices = options([("", _("All stages")), *(stages if parts.stages else [])])

    def closer(self) -> Target:
        """Return what was chosen."""
        kind, _colon, number = (self.target.data or "").partition(":")
        chosen = {f"{kind}_id": int(number)} if number else {}
        return Target(**chosen, stage=self.stage.data)


def _row(row: int, scale: Scale) -> dict[str, Any]:
    fields: dict[str, Any] = {
        f"id_{row}": IntegerField(widget=HiddenInput(), validators=[Optional()]),
        f"name_{row}": LineField(lazy("Criterion")),
        f"question_{row}": LineField(lazy("The question it asks"), limit=300),
        f"weight_{row}": IntegerField(lazy("Weight in percent"), validators=[Optional()]),
        f"is_optional_{row}": BooleanField(lazy("May be left empty"), description=lazy("Then the others count more.")),
        f"is_independent_{row}": BooleanField(
            lazy("Shown, not counted"), description=lazy("Teams read it; no place depends on it. It has no weight.")
        ),
    }
    return fields | {f"anchor_{row}_{value}": LineField(str(value), limit=300) for value in scale.anchored}
