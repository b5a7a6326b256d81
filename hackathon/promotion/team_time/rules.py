"""How much time can be granted."""

from dataclasses import dataclass
from datetime import date

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _, ngettext

WEEK = 10
"""Half days of a working week."""
LONGEST_DAYS = 731


@dataclass(frozen=True)
class Span:
    """Half days of each week, from one day to another."""

    half_days: int
    starts_on: date
    ends_on: date

    @property
    def days(self) -> str:
        """Say in words how much of each week it is."""
        whole, half = divmod(self.half_days, 2)
        if not whole:
            return _("half a day a week")
        if half:
            return _("%(days)s½ days a week") % {"days": whole}
        return ngettext("%(days)s day a week", "%(days)s days a week", whole) % {"days": whole}


def need_span(span: Span) -> Span:
    """Return an amount of time; raise `Invalid` where it is none."""
    if not 1 <= span.half_days <= WEEK:
        raise Invalid("half_days", _("Between half a day and five days a week are possible."))
    if span.ends_on < span.starts_on:
        raise Invalid("ends_on", _("It ends before it begins."))
    if (span.ends_on - span.starts_on).days > LONGEST_DAYS:
        raise Invalid("ends_on", _("Grant two years at most."))
    return span
