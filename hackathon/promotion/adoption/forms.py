"""Forms of an offer: the signature, and offering it to somebody else."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from wtforms import BooleanField, EmailField
from wtforms.validators import InputRequired, Length

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import account_by_email
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.forms import OwnerField
from hackathon.web.forms import TITLE, Form, LineField, VersionField, lazy

METRIC = 200
DEPUTY = lazy("The mail address of somebody outside the team who takes over when you are gone.")
NONE_NEEDED = lazy("none needed")


def name_field() -> LineField:
    """Make the field in which somebody types their name to sign."""
    return LineField(
        lazy("Your full name, as a signature"),
        limit=TITLE,
        validators=(InputRequired(lazy("Type your name to sign.")),),
    )


class AcceptForm(Form):
    """What an owner fills in and signs."""

    metric = LineField(
        lazy("What you will measure"),
        limit=METRIC,
        validators=(InputRequired(lazy("Say what you will measure.")),),
    )
    no_budget = BooleanField(lazy("No budget is needed"))
    budget = LineField(lazy("Otherwise: the budget, and from where"), limit=METRIC)
    deputy = EmailField(
        lazy("Deputy"),
        validators=[Length(max=254)],
        description=DEPUTY,
    )
    signed_name = name_field()
    version = VersionField()

    def signature(self, session: Session) -> Signature:
        """Return what was signed; raise `Invalid` when the deputy is nobody here."""
        return Signature(
            metric=self.metric.data or "",
            budget=str(NONE_NEEDED) if self.no_budget.data else self.budget.data or "",
            signed_name=self.signed_name.data or "",
            deputy_id=account_typed(session, "deputy", self.deputy.data),
        )


class OfferForm(Form):
    """To whom it goes next, and to whom after that."""

    owner_id = OwnerField(lazy("Offer it to"))
    second_id = OwnerField(
        lazy("If they say no or nothing, to"), description=lazy("Asked by itself, with its own deadline")
    )
    third_id = OwnerField(lazy("And then to"))
    version = VersionField()

    def offer(self, owners: Sequence[Account]) -> None:
        """Let these be chosen."""
        for field in (self.owner_id, self.second_id, self.third_id):
            field.offer(owners)

    def then(self) -> list[int]:
        """Return who is asked after the first."""
        return [each for each in (self.second_id.data, self.third_id.data) if each is not None]

    def refuse(self, field: str, sentence: str, *, status: int = 422) -> None:
        """Put what is wrong with the line beside its first field."""
        super().refuse("second_id" if field == "then" else field, sentence, status=status)


def account_typed(session: Session, field: str, email: str | None) -> int | None:
    """Find whose address was typed, None for none; raise `Invalid` when it is nobody's."""
    if not (email or "").strip():
        return None
    found = account_by_email(session, (email or "").strip())
    if found is None:
        raise Invalid(field, _("Nobody with this address has an account here."))
    return found.id
