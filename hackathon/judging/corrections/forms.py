"""What organizers type when they decide about a ranking."""

from collections.abc import Iterable, Mapping
from typing import cast

from wtforms import Field, IntegerField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from hackathon.core.i18n import _
from hackathon.judging.rubric.models import Criterion
from hackathon.judging.tallies.rules import ALL, Announced, Method
from hackathon.web.forms import SENTENCE, Form, LineField, lazy, options

WEIGHT = "weight_"


class _Reasoned(Form):
    """A decision is kept with why it was taken."""

    reason = LineField(
        lazy("Why"), limit=SENTENCE, validators=(DataRequired(lazy("Say why; it is kept with the decision.")),)
    )


class ExcludeForm(_Reasoned):
    """Whose ballots do not count."""

    judge_id = SelectField(lazy("Judge"), coerce=int)

    def offer(self, judges: Iterable[tuple[int, str]]) -> None:
        """Let these judges be chosen."""
        self.judge_id.choices = options(judges)


class MethodForm(_Reasoned):
    """What a project's score is."""

    method = RadioField(
        lazy("A project's score is"),
        choices=options(
            [
                (Method.MEAN, lazy("the plain mean of its ballots")),
                (Method.MODEL, lazy("the mean without judges' severity")),
            ]
        ),
        coerce=Method,
    )


class WeighForm(_Reasoned):
    """How much each criterion counts: `weight_<id>` for each."""

    def weights(self) -> dict[int, int]:
        """Return what was typed, by criterion."""
        typed = {name: field.data for name, field in self._fields.items() if name.startswith(WEIGHT)}
        return {int(name.removeprefix(WEIGHT)): weight for name, weight in typed.items()}

    @staticmethod
    def filled(weights: Mapping[int, int]) -> dict[str, int]:
        """Return weights as the values of the fields."""
        return {f"{WEIGHT}{criterion_id}": weight for criterion_id, weight in weights.items()}

    @property
    def rows(self) -> list[Field]:
        """The fields of the criteria."""
        return [field for name, field in self._fields.items() if name.startswith(WEIGHT)]


class AnnounceForm(_Reasoned):
    """How places are told that no common judge connects, and which projects come first where that is decided."""

    announced = RadioField(
        lazy("Announce"),
        choices=options(
            [
                (Announced.GROUPS, lazy("each group apart, with places of its own")),
                (Announced.ORDER, lazy("one list whose first places are decided here")),
            ]
        ),
        coerce=Announced,
    )
    first_1 = SelectField(lazy("First"), coerce=int, validators=[Optional()])
    first_2 = SelectField(lazy("Second"), coerce=int, validators=[Optional()])
    first_3 = SelectField(lazy("Third"), coerce=int, validators=[Optional()])

    def offer(self, projects: Iterable[tuple[int, str]]) -> None:
        """Let these projects be chosen."""
        choices = options([(0, _("nobody")), *projects])
        for field in (self.first_1, self.first_2, self.first_3):
            field.choices = choices

    def order(self) -> list[int]:
        """Return the projects that were chosen, first first."""
        chosen = (self.first_1.data, self.first_2.data, self.first_3.data)
        return [project_id for project_id in chosen if project_id]


class ReissueForm(_Reasoned):
    """Why there is a new edition; `seen` names the ranking that was on the page."""

    seen = LineField("", limit=64)


def weigh_form(criteria: Iterable[Criterion], weights: Mapping[int, int]) -> WeighForm:
    """Make the form of these criteria, filled in with how much they count now."""
    checks = [InputRequired(), NumberRange(0, ALL)]
    fields = {f"{WEIGHT}{each.id}": IntegerField(each.name, validators=checks) for each in criteria}
    shape = cast(type[WeighForm], type("WeighForm", (WeighForm,), fields))
    return shape(**WeighForm.filled(weights))
