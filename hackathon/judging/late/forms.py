"""The form by which late scores are let count."""

from wtforms.validators import DataRequired

from hackathon.web.forms import SENTENCE, Form, LineField, lazy


class AdmitForm(Form):
    """Why the scores count though they came in late."""

    reason = LineField(
        lazy("Why do they count?"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Say why: the judge and the other organizers read it.")),),
        description=lazy("Read by the judge and the organizers."),
    )
