"""The form of a day-one plan."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, EmailField, IntegerField
from wtforms.validators import Length, Optional

from hackathon.promotion.day_one.rules import LONGEST, LONGEST_ADDRESS, PARTS, PlanDraft
from hackathon.web.forms import Form, LineField, TextField, VersionField, lazy

_LABELS: Mapping[str, Any] = PARTS


class PlanForm(Form):
    """What has to be known on the first day of use; anything may stay empty until somebody knows."""

    target_system = LineField(_LABELS["target_system"])
    system_owner = EmailField(
        _LABELS["system_owner"], validators=[Length(max=LONGEST_ADDRESS)], description=lazy("A mail address")
    )
    roles = TextField(_LABELS["roles"], limit=LONGEST)
    training = TextField(_LABELS["training"], limit=LONGEST)
    support = EmailField(
        _LABELS["support"],
        validators=[Length(max=LONGEST_ADDRESS)],
        description=lazy("The mail address of a colleague"),
    )
    support_from = DateField(_LABELS["support_from"], validators=[Optional()])
    cost_ceiling = IntegerField(
        _LABELS["cost_ceiling"], validators=[Optional()], description=lazy("In whole units of your currency")
    )
    version = VersionField()

    def draft(self) -> PlanDraft:
        """Return what was typed."""
        typed = self.values()
        return PlanDraft(**typed | {name: typed[name] or "" for name in ("system_owner", "support")})
