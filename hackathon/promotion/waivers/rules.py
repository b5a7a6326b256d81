"""For how long a question can be waived."""

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _


def need_days(days: int | None, most: int) -> int:
    """Return for how many days a question is waived; raise `Invalid` for none or too many."""
    if days is None or not 1 <= days <= most:
        raise Invalid("days", _("Give a whole number of days from 1 to %(most)s.") % {"most": most})
    return days
