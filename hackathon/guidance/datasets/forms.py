"""The form of a data set."""

from sqlalchemy.orm import Session
from wtforms import EmailField, SelectField
from wtforms.validators import DataRequired, Length

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS, DatasetDraft
from hackathon.people.accounts.queries import account_by_email
from hackathon.web.forms import Form, LineField, TextField, VersionField, lazy, options


class DatasetForm(Form):
    """What data it is, how sensitive, whose, and on which terms it is used."""

    version = VersionField()
    name = LineField(
        lazy("Name"), validators=(DataRequired(lazy("Give the data set the name by which people know it.")),)
    )
    data_class = SelectField(
        lazy("How sensitive it is"),
        choices=lambda: options(DATA_CLASS_LABELS.items()),
        description=lazy("The rules for tools follow from this."),
    )
    owner = EmailField(
        lazy("Owner"),
        validators=[Length(max=254)],
        description=lazy("The mail address of whoever answers for this data. Stewards name others; empty means you."),
    )
    terms = TextField(
        lazy("Terms of use"),
        description=lazy("For which purposes, for how long, and where it is found. Markdown works."),
    )

    def draft(self, session: Session) -> DatasetDraft:
        """Return what was typed; raise `Invalid` when the owner's address is nobody's."""
        return DatasetDraft(owner_id=self._owner_id(session), **self.values("owner"))

    def _owner_id(self, session: Session) -> int | None:
        email = (self.owner.data or "").strip()
        found = account_by_email(session, email) if email else None
        if email and found is None:
            raise Invalid("owner", _("Nobody with this address has an account here."))
        return found.id if found else None
