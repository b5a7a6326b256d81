"""Forms of nominating and screening."""

from collections.abc import Sequence
from typing import cast

from wtforms import DateField, RadioField
from wtforms.validators import InputRequired, Optional

from hackathon.core.i18n import _
from hackathon.promotion.cases.forms import OwnerField
from hackathon.promotion.impact.forms import NumberField
from hackathon.promotion.nominations.commands import Answers, NominationDraft
from hackathon.promotion.nominations.rules import Known
from hackathon.web.forms import SENTENCE, Form, TextField, VersionField, lazy, options


class NominateForm(Form):
    """What the event cannot know."""

    change = TextField(
        lazy("What will be different in somebody's working day?"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say what will be different in somebody's working day.")),),
        description=lazy("A sentence or two: who does what differently, from which day on"),
    )
    owner_id = OwnerField(lazy("Proposed owner"), description=lazy("Who would take it over"))
    measured = NumberField(lazy("Measured at the event"), description=lazy("In the unit of the metric"))
    risks = TextField(lazy("What could go wrong"), limit=SENTENCE)

    def draft(self) -> NominationDraft:
        """Return what was typed."""
        return NominationDraft(**self.values())


class ScreenForm(Form):
    """The three questions of the light path; below them what is told where one is no."""

    has_owner = RadioField()
    has_usable_data = RadioField()
    has_measured_outcome = RadioField()
    reason = TextField(lazy("Why not"), limit=SENTENCE, description=lazy("The team and the nominator read this"))
    would_change = TextField(lazy("What would change it"), limit=SENTENCE)
    come_back_on = DateField(lazy("Come back on"), validators=[Optional()], description=lazy("Empty: whenever"))
    version = VersionField()

    def ask(self, questions: Sequence[Known]) -> None:
        """Put each question beside what the event knows."""
        for each in questions:
            field = cast(RadioField, self[each.key])
            field.label.text = each.question
            field.description = (
                _("From the event: %(known)s") % {"known": each.known}
                if each.known
                else _("The event does not know this.")
            )
            field.choices = options([("yes", _("Yes")), ("no", _("No"))])
            field.validators = [InputRequired(_("Answer yes or no."))]

    def answers(self) -> Answers:
        """Return what was answered."""
        return Answers(
            has_owner=self.has_owner.data == "yes",
            has_usable_data=self.has_usable_data.data == "yes",
            has_measured_outcome=self.has_measured_outcome.data == "yes",
            reason=self.reason.data or "",
            would_change=self.would_change.data or "",
            come_back_on=self.come_back_on.data,
        )
