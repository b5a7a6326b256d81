"""The shape of a new edition: the criteria as in every rubric, and why."""

from wtforms.validators import DataRequired

from hackathon.judging.editions.rules import Change
from hackathon.judging.rubric.forms import RubricForm
from hackathon.judging.rubric.models import Rubric
from hackathon.web.forms import SENTENCE, HiddenField, TextField, lazy


class EditionForm(RubricForm):
    """A rubric with the reason for changing it; `seen` names the change whose consequences were on the page."""

    seen = HiddenField()
    reason = TextField(
        lazy("Why it changes"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Say why, for the judges who score again and for the teams.")),),
        description=lazy("Everybody at the event can read this."),
    )

    def change(self, rubric: Rubric) -> Change:
        """Return what was typed, as a change of a rubric."""
        return Change(self.criteria(), self.scale if self.scale != rubric.scale else None, self.version.data)
