"""What somebody types before a person is erased."""

from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from hackathon.people.accounts.rules import LONGEST
from hackathon.web.forms import Form, LineField, lazy


class EraseForm(Form):
    confirmation = LineField(
        lazy("The mail address of the account"),
        description=lazy("Typed once more, so that nobody is erased by mistake."),
        validators=(InputRequired(lazy("Fill this in.")),),
    )
    password = PasswordField(lazy("Your own password"), validators=[Length(max=LONGEST)])
