"""What an administrator types to let somebody in."""

from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from hackathon.web.forms import Form, LineField, lazy


class CreateAccountForm(Form):
    email = EmailField(lazy("E-mail address"), validators=[InputRequired(lazy("Fill this in.")), Length(max=254)])
    display_name = LineField(lazy("Name"), validators=(InputRequired(lazy("Fill this in.")),))
