"""The form behind everything that needs a reason, and the field that chooses an owner."""

from collections.abc import Sequence
from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.states import CasePath
from hackathon.web.forms import SENTENCE, Form, TextField, VersionField, lazy, options

PATHS = {
    CasePath.LIGHT: lazy("light: three questions and an owner"),
    CasePath.STANDARD: lazy("standard: a selection round, too"),
    CasePath.FULL: lazy("full: as the standard one, for what decides about people, money or rights"),
}


class ReasonForm(Form):
    """Why: read by the people concerned."""

    reason = TextField(
        lazy("Why"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say why, in a sentence that the people concerned can use.")),),
    )
    version = VersionField()


class PathForm(ReasonForm):
    """Along which longer path, and why."""

    path = SelectField(lazy("Its path from now on"))

    def offer(self, paths: Sequence[CasePath]) -> None:
        """Let one of these be chosen."""
        self.path.choices = options((path, PATHS[path]) for path in paths)


class OwnerField(SelectField):
    """One product owner of a list that the page loads."""

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, coerce=_account_id, **options)

    def offer(self, owners: Sequence[Account]) -> None:
        """Let one of these be chosen, or nobody yet."""
        self.choices = options([("", _("Nobody yet")), *((str(each.id), each.display_name) for each in owners)])


def _account_id(typed: Any) -> int | None:
    return int(typed) if typed not in {None, "", "None"} else None
