"""The form behind everything that needs a reason, and the field that chooses an owner."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.web.forms import SENTENCE, Form, TextField, VersionField, lazy, options


class ReasonForm(Form):
    """Why: read by the people concerned."""

    reason = TextField(
        lazy("Why"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say why, in a sentence that the people concerned can use.")),),
    )
    version = VersionField()


class OwnerField(SelectField):
    """One product owner of a list that the page loads."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, coerce=_account_id, **options)

    def offer(self, owners: Sequence[Account]) -> None:
        """Let one of these be chosen, or nobody yet."""
        self.choices = options([("", _("Nobody yet")), *((str(each.id), each.display_name) for each in owners)])


def _account_id(typed: Any) -> int | None:
    return int(typed) if typed not in {None, "", "None"} else None
