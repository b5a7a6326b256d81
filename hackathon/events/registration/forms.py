"""Forms about taking part: what somebody brings, and why they get no place."""

from wtforms import SelectField
from wtforms.validators import DataRequired

from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.people.profiles.rules import skills_in
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, VersionField, lazy, options


class RegistrationForm(Form):
    """What somebody brings to an event."""

    version = VersionField()
    craft = SelectField(lazy("What you bring to a team"), choices=lambda: options(CRAFT_LABELS.items()))
    skills = LineField(
        lazy("Skills"),
        limit=SENTENCE,
        description=lazy("Parted by commas, with how well you know them from 1 to 5 if you like: SQL, Python:4."),
    )

    def skill_list(self) -> list[str]:
        """Return the skills that were typed; raise `Invalid` for too many or too long ones."""
        return skills_in(self.skills.data or "")


class DeclineForm(Form):
    """Why somebody gets no place."""

    reason = TextField(lazy("Why?"), limit=SENTENCE, validators=(DataRequired(lazy("Say why: the person is told.")),))
