"""The form that proposes a waiver."""

from wtforms import IntegerField
from wtforms.validators import InputRequired

from hackathon.core.i18n import _
from hackathon.web.forms import SENTENCE, Form, TextField, lazy


class WaiverForm(Form):
    """For how long, and why."""

    days = IntegerField(lazy("For how many days"), validators=[InputRequired(lazy("Give a whole number."))])
    reason = TextField(
        lazy("Why"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say why, in a sentence that the people concerned can use.")),),
        description=lazy("Whoever agrees, the owner and auditors read this"),
    )

    def bound(self, most: int) -> None:
        """Say how long is possible."""
        self.days.description = _("At most %(most)s. Afterwards the question is open again.") % {"most": most}
