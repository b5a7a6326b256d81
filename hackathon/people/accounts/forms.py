"""What people type to come in and to change how they do."""

from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from hackathon.people.accounts.rules import LONGEST
from hackathon.web.forms import Form, lazy

_NEEDED = InputRequired(lazy("Fill this in."))
_PASSWORD = [_NEEDED, Length(max=LONGEST)]
_EMAIL = [_NEEDED, Length(max=254)]


class SignInForm(Form):
    email = EmailField(lazy("E-mail address"), validators=_EMAIL)
    password = PasswordField(lazy("Password"), validators=_PASSWORD)


class MailLinkForm(Form):
    email = EmailField(lazy("E-mail address"), validators=_EMAIL)


class UseLinkForm(Form):
    """A button and nothing else."""


class ChangePasswordForm(Form):
    current = PasswordField(lazy("Present password"), validators=[Length(max=LONGEST)])
    password = PasswordField(
        lazy("New password"),
        description=lazy("12 characters or more; a few words in a row are easy to remember."),
        validators=_PASSWORD,
    )
