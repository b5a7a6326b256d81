"""The shape of a stage's plan."""

from wtforms import IntegerField
from wtforms.validators import DataRequired, NumberRange, Optional

from hackathon.judging.stages.rules import ALL, MOST_PLACES, StageDraft
from hackathon.web.forms import Form, LineField, VersionField, lazy

NAME = 80


class StageForm(Form):
    """How a stage is called, how many projects go on into it, and what becomes of the scores before."""

    version = VersionField()
    name = LineField(
        lazy("Name"), limit=NAME, validators=(DataRequired(lazy("Give the stage a name, such as “Final”.")),)
    )
    places = IntegerField(
        lazy("How many projects go on"),
        validators=[Optional(), NumberRange(1, MOST_PLACES)],
        description=lazy("Can stay open until you name them."),
    )
    carry_over = IntegerField(
        lazy("How much the score of the stage before counts, in percent"),
        validators=[Optional(), NumberRange(0, ALL)],
        description=lazy("0: only what is scored in this stage counts."),
    )

    def draft(self) -> StageDraft:
        """Return what was typed."""
        return StageDraft(self.name.data or "", self.places.data, self.carry_over.data or 0)
