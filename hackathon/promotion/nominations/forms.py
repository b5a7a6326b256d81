"""Forms of nominating and screening."""

from collections.abc import Sequence
from typing import cast

from wtforms import RadioField
from wtforms.validators import InputRequired

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
    """The three questions of the light path."""

    has_owner = RadioField()
    owner_id = OwnerField(lazy("It goes to"), description=lazy("Offered at once when all three answers are yes"))
    has_usable_data = RadioField()
    has_measured_outcome = RadioField()
    reason = TextField(
        lazy("If any answer is no: why, and what would change it"),
        limit=SENTENCE,
        description=lazy("The team and the nominator read this"),
    )
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
            owner_id=self.owner_id.data,
            reason=self.reason.data or "",
        )
