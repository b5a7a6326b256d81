"""Forms of the two signatures of the full path."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from wtforms import EmailField, SelectField
from wtforms.validators import InputRequired, Length

from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.forms import DEPUTY, AcceptForm, name_field
from hackathon.promotion.adoption.rules import Signature
from hackathon.web.forms import Form, VersionField, lazy, options


class SignForm(AcceptForm):
    """What an owner fills in and signs where a sponsor countersigns."""

    deputy = EmailField(
        lazy("Deputy"),
        validators=[InputRequired(lazy("Name a deputy.")), Length(max=254)],
        description=DEPUTY,
    )
    sponsor_id = SelectField(
        lazy("Sponsor"),
        coerce=lambda typed: int(typed) if typed else None,
        validators=[InputRequired(lazy("Name a sponsor."))],
        description=lazy("Who countersigns; until then it is not yours."),
    )

    def offer(self, sponsors: Sequence[Account]) -> None:
        """Let one of these be named."""
        self.sponsor_id.choices = options([("", _("Choose one")), *((each.id, each.display_name) for each in sponsors)])

    def signature(self, session: Session) -> Signature:
        """Return what was signed, with the sponsor."""
        signed = super().signature(session)
        return Signature(signed.metric, signed.budget, signed.signed_name, signed.deputy_id, self.sponsor_id.data)


class CountersignForm(Form):
    """The second signature."""

    signed_name = name_field()
    version = VersionField()
