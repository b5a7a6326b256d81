"""Forms of an offer: the signature, and offering it to somebody else."""

from wtforms.validators import InputRequired

from hackathon.promotion.adoption.commands import Signature
from hackathon.promotion.cases.forms import OwnerField
from hackathon.web.forms import TITLE, Form, LineField, VersionField, lazy

METRIC = 200


class AcceptForm(Form):
    """What an owner fills in and signs."""

    metric = LineField(
        lazy("What you will measure"),
        limit=METRIC,
        validators=(InputRequired(lazy("Say what you will measure.")),),
    )
    budget = LineField(
        lazy("Budget"),
        limit=METRIC,
        validators=(InputRequired(lazy("Say what it may cost; “none needed” is an answer.")),),
        description=lazy("“none needed” is an answer"),
    )
    signed_name = LineField(
        lazy("Your full name, as a signature"),
        limit=TITLE,
        validators=(InputRequired(lazy("Type your name to sign.")),),
    )
    version = VersionField()

    def signature(self) -> Signature:
        """Return what was signed."""
        return Signature(**self.values())


class OfferForm(Form):
    """To whom it goes next."""

    owner_id = OwnerField(lazy("Offer it to"))
    version = VersionField()
