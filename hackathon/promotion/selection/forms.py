"""Forms of selection rounds: putting one together, scoring, and what the chair decides."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from wtforms import Field, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.forms import ReasonForm
from hackathon.promotion.impact.forms import NumberField
from hackathon.promotion.scales.rules import (
    ADOPTION,
    CONFIDENCE,
    EFFORT_LABELS,
    EFFORTS,
    EVERYBODY,
    MOST_VALUE,
    MOST_WEEKS,
    PARTS,
    Estimate,
    Sheet,
    need_estimate,
    need_level,
)
from hackathon.promotion.selection.commands import RoundDraft
from hackathon.promotion.selection.models import SelectionRound
from hackathon.promotion.selection.queries import Eligible
from hackathon.promotion.selection.rules import MODELS, OUTCOMES, USUAL_WEIGHTS, DecisionModel, read_capacity
from hackathon.promotion.selection.states import MOVES
from hackathon.web.forms import SENTENCE, ChoicesField, Form, LineField, TextField, VersionField, lazy, options

LABELS = {"low": lazy("At least"), "likely": lazy("Likely"), "high": lazy("At most")}
POINTS = tuple(LABELS)
NEEDED = InputRequired(lazy("Give a number."))


class RoundForm(Form):
    """What a chair puts a round together from."""

    name = LineField(lazy("Name"), validators=(InputRequired(lazy("Give the round a name.")),))
    capacity = TextField(
        lazy("Person-weeks there are"),
        limit=1000,
        validators=(InputRequired(lazy("Say how many person-weeks there are, in all or for each scarce role.")),),
        description=lazy(
            "One number, such as 40. Or, where roles are scarce, a line for each: “data engineer: 20”. "
            "Scorers are then asked for weeks by role."
        ),
    )
    case_ids = ChoicesField(lazy("Candidates"), coerce=int)
    scorer_ids = ChoicesField(
        lazy("Scorers"),
        coerce=int,
        description=lazy("Each candidate needs three who stand outside of it, two when there are fewer than eight."),
    )
    model = RadioField(lazy("How the axes become one order"), default=DecisionModel.PRODUCT)
    weight_value = IntegerField(lazy("Weight of value"), validators=[Optional()])
    weight_readiness = IntegerField(lazy("Weight of data readiness"), validators=[Optional()])
    weight_adoption = IntegerField(lazy("Weight of use"), validators=[Optional()])
    weight_cost = IntegerField(lazy("Weight of speed"), validators=[Optional()])
    version = VersionField()

    def offer(self, eligible: Iterable[Eligible], scorers: Iterable[Account]) -> None:
        """Let these be chosen."""
        self.case_ids.choices = options((each.case.id, _called(each)) for each in eligible)
        self.scorer_ids.choices = options((each.id, each.display_name) for each in scorers)
        self.model.choices = options(MODELS.items())

    def weights(self) -> list[Field]:
        """List the fields of the weighted sum."""
        return [self[f"weight_{axis}"] for axis in USUAL_WEIGHTS]

    def draft(self) -> RoundDraft:
        """Return what was typed; raise `Invalid` where the capacity cannot be read."""
        return RoundDraft(
            name=self.name.data or "",
            capacities=read_capacity(self.capacity.data or ""),
            case_ids=frozenset(self.case_ids.data or ()),
            scorer_ids=frozenset(self.scorer_ids.data or ()),
            model=DecisionModel(self.model.data),
            weights={axis: self[f"weight_{axis}"].data or 0 for axis in USUAL_WEIGHTS},
        )


class ScoreForm(Form):
    """One scorer's answers about one candidate; weeks by role are added by `score_form`."""

    value_low = NumberField(LABELS["low"], validators=[NEEDED])
    value_likely = NumberField(LABELS["likely"], validators=[NEEDED])
    value_high = NumberField(LABELS["high"], validators=[NEEDED])
    version = VersionField()

    def scales(self) -> list[tuple[Any, Field]]:
        """List the anchored scales with their fields."""
        return [(scale, self[scale.key]) for scale in (CONFIDENCE, ADOPTION, *PARTS)]

    def points(self, name: str) -> list[Field]:
        """List the three fields of an estimate."""
        return [self[f"{name}_{point}"] for point in POINTS]

    def sheet(self, roles: Iterable[str]) -> Sheet:
        """Return what was answered; raise `Invalid` beside the field where something is missing."""
        levels = {scale.key: need_level(scale, field.data) for scale, field in self.scales()}
        return Sheet(
            value=self._estimate("value", MOST_VALUE),
            confidence=levels.pop(CONFIDENCE.key),
            adoption=levels.pop(ADOPTION.key),
            readiness=levels,
            weeks={role: self._weeks(number, role) for number, role in enumerate(roles)},
            effort=str(self["effort"].data) if "effort" in self else "",
        )

    def _weeks(self, number: int, role: str) -> Estimate:
        return self._estimate(f"weeks_{number}", MOST_WEEKS) if role != EVERYBODY else EFFORTS[str(self["effort"].data)]

    def _estimate(self, name: str, most: float) -> Estimate:
        low, likely, high = (field.data for field in self.points(name))
        return need_estimate(f"{name}_likely", low, likely, high, most=most)


def score_form(held: SelectionRound, answers: Mapping[str, Any] | None, version: int | None) -> ScoreForm:
    """Make the form of a round's sheet, filled in with what was answered before."""
    fields: dict[str, Any] = {scale.key: IntegerField(scale.label, validators=[Optional()]) for scale in _scales()}
    for number, role in enumerate(held.capacities):
        if role == EVERYBODY:
            chosen = InputRequired(lazy("Choose days, weeks or months."))
            fields["effort"] = RadioField(
                lazy("Until it is part of the work, it takes"),
                choices=options(EFFORT_LABELS.items()),
                validators=[chosen],
            )
        else:
            fields |= {f"weeks_{number}_{point}": NumberField(LABELS[point], validators=[NEEDED]) for point in POINTS}
    shape = cast(type[ScoreForm], type("ScoreForm", (ScoreForm,), fields))
    return shape(version=version, **(_typed(held, Sheet.read(answers)) if answers else {}))


def _scales() -> tuple[Any, ...]:
    return (CONFIDENCE, ADOPTION, *PARTS)


def _typed(held: SelectionRound, sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as the values of the form's fields."""
    typed: dict[str, Any] = {"confidence": sheet.confidence, "adoption": sheet.adoption, "effort": sheet.effort}
    typed |= sheet.readiness
    typed |= {f"value_{point}": value for point, value in zip(POINTS, sheet.value, strict=True)}
    for number, role in enumerate(held.capacities):
        weeks = sheet.weeks.get(role, Estimate(0, 0, 0))
        typed |= {f"weeks_{number}_{point}": value for point, value in zip(POINTS, weeks, strict=True)}
    return typed


class DecideForm(ReasonForm):
    """What becomes of a candidate otherwise than the figures say, and why."""

    outcome = SelectField(lazy("What becomes of it"))

    def offer(self) -> None:
        """Let every outcome be chosen."""
        self.outcome.choices = options((outcome, OUTCOMES[outcome]) for outcome in MOVES)


class CloseForm(Form):
    """Why more than half are selected, where they are."""

    exception = TextField(lazy("Why more than half are selected"), limit=SENTENCE)
    version = VersionField()

    def ask(self, *, is_needed: bool) -> None:
        """Say on the page whether the round closes without a reason."""
        self.exception.flags.required = is_needed


class AddScorerForm(Form):
    """Who else scores."""

    account_id = SelectField(lazy("Who else scores"), coerce=int)
    version = VersionField()

    def offer(self, scorers: Iterable[Account]) -> None:
        """Let one of these be chosen."""
        self.account_id.choices = options((each.id, each.display_name) for each in scorers)


def _called(each: Eligible) -> str:
    named = {"number": each.case.number, "title": each.case.title, "owner": each.owner or _("nobody yet")}
    return _("#%(number)s %(title)s (owner: %(owner)s)") % named
