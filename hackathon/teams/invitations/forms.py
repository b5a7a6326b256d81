"""Whom a captain invites, other than from the list."""

from wtforms import EmailField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange

from hackathon.teams.invitations.rules import MOST_USES, USUAL_USES
from hackathon.web.forms import Form, lazy

_NEEDED = lazy("Fill this in.")


class MailForm(Form):
    """To which address an invitation goes."""

    email = EmailField(lazy("Mail address"), validators=[InputRequired(_NEEDED), Length(max=254)])


class LinkForm(Form):
    """How many people a link lets in."""

    uses = IntegerField(
        lazy("For how many people"),
        default=USUAL_USES,
        validators=[InputRequired(_NEEDED), NumberRange(1, MOST_USES)],
        description=lazy("More cannot get in by it."),
    )
