"""What a person types to get an API token."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from hackathon.people.integrations.rules import DEFAULT_DAYS, LIVES, SCOPE_LABELS, Scope, TokenDraft
from hackathon.web.forms import ChoicesField, Form, LineField, lazy, options


class MakeTokenForm(Form):
    name = LineField(
        lazy("What it is for"),
        description=lazy("The program that will use it, so that you know later which token to revoke."),
        validators=(InputRequired(lazy("Fill this in.")),),
    )
    scopes = ChoicesField(
        lazy("What it may do"), choices=lambda: options(SCOPE_LABELS.items()), default=[Scope.READ.value]
    )
    days = SelectField(
        lazy("How long it works"), coerce=int, choices=lambda: options(LIVES.items()), default=DEFAULT_DAYS
    )

    def draft(self) -> TokenDraft:
        """Return what was typed."""
        return TokenDraft(**self.values())
