"""Whom an organizer asks to judge or mentor."""

from wtforms import EmailField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from hackathon.events.personal_links.rules import ROLES
from hackathon.web.forms import Form, LineField, lazy, options

_NEEDED = lazy("Fill this in.")


class InviteForm(Form):
    """Who it is, and as what."""

    display_name = LineField(lazy("Name"), validators=(DataRequired(_NEEDED),))
    email = EmailField(lazy("Mail address"), validators=[InputRequired(_NEEDED), Length(max=254)])
    role = SelectField(lazy("Role"), choices=lambda: options(ROLES.items()))

    def empty(self) -> str | None:
        """Make room for the next person; return who was typed."""
        name, self.display_name.data, self.email.data = self.display_name.data, "", ""
        return name
