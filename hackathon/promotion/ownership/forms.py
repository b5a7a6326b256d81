"""Forms of passing a use case on, and of naming a deputy."""

from collections.abc import Sequence

from sqlalchemy.orm import Session
from wtforms import EmailField
from wtforms.validators import InputRequired, Length

from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.forms import account_typed
from hackathon.promotion.cases.forms import OwnerField
from hackathon.web.forms import Form, VersionField, lazy


class HandOverForm(Form):
    """Who is asked to own it from now on."""

    owner_id = OwnerField(lazy("New owner"), description=lazy("It stays yours until they have signed."))
    version = VersionField()

    def offer(self, owners: Sequence[Account]) -> None:
        """Let one of these be chosen."""
        self.owner_id.offer(owners)


class DeputyForm(Form):
    """Who stands in for the owner."""

    deputy = EmailField(
        lazy("Deputy"),
        validators=[InputRequired(lazy("Name somebody.")), Length(max=254)],
        description=lazy("The mail address of somebody outside the team who takes over when you are gone."),
    )
    version = VersionField()

    def deputy_id(self, session: Session) -> int | None:
        """Find whose address was typed; raise `Invalid` when it is nobody's."""
        return account_typed(session, "deputy", self.deputy.data)
