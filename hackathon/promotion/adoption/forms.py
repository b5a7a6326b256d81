"""Forms of an offer: the signature, the countersignature, and offering it to somebody else."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from wtforms import BooleanField, EmailField, SelectField
from wtforms.validators import InputRequired, Length

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import account_by_email
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.forms import OwnerField
from hackathon.web.forms import TITLE, Form, LineField, VersionField, lazy, options

METRIC = 200
_DEPUTY = lazy("The mail address of somebody outside the team who takes over when you are gone.")
NONE_NEEDED = lazy("none needed")


def _name_field() -> LineField:
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
        description=_DEPUTY,
    )
    signed_name = _name_field()
    version = VersionField()

    def signature(self, session: Session) -> Signature:
        """Return what was signed; raise `Invalid` when the deputy is nobody here."""
        return Signature(
            metric=self.metric.data or "",
            budget=str(NONE_NEEDED) if self.no_budget.data else self.budget.data or "",
            signed_name=self.signed_name.data or "",
            deputy_id=account_typed(session, "deputy", self.deputy.data),
        )


class SignForm(AcceptForm):
    """The same on the full path, where a sponsor countersigns."""

    deputy = EmailField(
        lazy("Deputy"),
        validators=[InputRequired(lazy("Name a deputy.")), Length(max=254)],
        description=_DEPUTY,
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

    signed_name = _name_field()
    version = VersionField()


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
