"""The form of the numbers that promotion goes by."""

from typing import cast

from wtforms import IntegerField
from wtforms.validators import InputRequired

from hackathon.core.i18n import _
from hackathon.promotion.limits.rules import LIMITS, Limit
from hackathon.web.forms import Form, lazy


class LimitsForm(Form):
    """A whole number for each limit."""

    def values_typed(self) -> dict[Limit, int | None]:
        """Return what was typed."""
        return {limit: self[limit].data for limit in LIMITS}


def limits_form(now: dict[Limit, int]) -> LimitsForm:
    """Make the form, filled in with what the limits are."""
    needed = InputRequired(lazy("Give a whole number."))
    fields = {
        str(limit): IntegerField(str(bounds.label), validators=[needed], description=_hint(limit))
        for limit, bounds in LIMITS.items()
    }
    shape = cast(type[LimitsForm], type("LimitsForm", (LimitsForm,), fields))
    return shape(**{str(limit): value for limit, value in now.items()})


def _hint(limit: Limit) -> str:
    bounds = LIMITS[limit]
    return _("%(hint)s From %(lowest)s to %(highest)s, usually %(usual)s.") % {
        "hint": bounds.hint,
        "lowest": bounds.lowest,
        "highest": bounds.highest,
        "usual": bounds.usual,
    }
