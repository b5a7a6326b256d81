"""The shape of a profile, and of a search for people."""

from collections.abc import Iterable

from wtforms import BooleanField, EmailField, SelectField
from wtforms.validators import InputRequired, Length

from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.people.profiles.rules import time_zones
from hackathon.web.forms import SENTENCE, Form, LineField, TextField, VersionField, lazy, options


class SkillsField(LineField):
    """Skills parted by commas, shown from a stored list."""

    def process_data(self, value: Iterable[str] | None) -> None:
        """Show a stored list as one line."""
        self.data = ", ".join(value or ())


class EditProfileForm(Form):
    display_name = LineField(lazy("What colleagues call you"), validators=(InputRequired(lazy("Fill this in.")),))
    unit = LineField(lazy("Unit"), description=lazy("The department or team you work in."))
    manager_email = EmailField(
        lazy("Line manager's e-mail address"),
        description=lazy("Asked where somebody outside the team has to confirm."),
        validators=[Length(max=254)],
    )
    craft = SelectField(lazy("What you bring to a team"), choices=lambda: options(CRAFT_LABELS.items()))
    skills = LineField(
        lazy("Skills"),
        limit=SENTENCE,
        description=lazy("Parted by commas, with how well you know them from 1 to 5 if you like: SQL, Python:4."),
    )
    time_zone = SelectField(lazy("Time zone"), choices=lambda: options((zone, zone) for zone in time_zones()))
    about = TextField(lazy("About you"), limit=2000)
    wants_mail = BooleanField(lazy("Send me by mail what appears in my inbox"))
    version = VersionField()
