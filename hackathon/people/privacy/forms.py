"""What somebody types before a person is erased."""

from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from hackathon.people.accounts.rules import LONGEST
from hackathon.web.forms import Form, LineField, lazy

_NEEDED = InputRequired(lazy("Fill this in."))


class EraseForm(Form):
    """`password` is taken out where whoever erases has none, and shows who they are by having signed in anew."""

    confirmation = LineField(
        lazy("The mail address of the account"),
        description=lazy("Typed once more, so that nobody is erased by mistake."),
        validators=(_NEEDED,),
    )
    password = PasswordField(lazy("Your own password"), validators=[_NEEDED, Length(max=LONGEST)])
