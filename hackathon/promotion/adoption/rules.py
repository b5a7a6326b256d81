"""When an offer ends and is reminded of, what exactly is signed, and whether a typed name is somebody's."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _

REMINDER_DAYS = 2
"""So many working days before its end, an offer is reminded of; a shorter one never is."""
_SATURDAY = 5


@dataclass(frozen=True)
class Signature:
    """What an owner fills in and signs; on the full path with a deputy and a sponsor."""

    metric: str
    budget: str
    signed_name: str
    deputy_id: int | None = None
    sponsor_id: int | None = None


def working_days_after(start: datetime, days: int) -> datetime:
    """Return the same time of day so many working days (Monday to Friday) later."""
    at = start
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < _SATURDAY
    return at


def needs_reminder(*, offered_at: datetime, expires_at: datetime, now: datetime) -> bool:
    """Tell whether an open offer is near its end, not over, and was not as near from the beginning."""
    is_near = now < expires_at <= working_days_after(now, REMINDER_DAYS)
    return is_near and working_days_after(offered_at, REMINDER_DAYS) < expires_at


def is_name_of(typed: str, name: str) -> bool:
    """Tell whether somebody typed this name, whatever its capitals and spaces."""
    return _plain(typed) == _plain(name)


def need_signature(signature: Signature, name: str) -> None:
    """Raise `Invalid` for a signature that leaves something open, or is not in the name of whoever signs."""
    if not signature.metric.strip():
        raise Invalid("metric", _("Say what you will measure."))
    if not signature.budget.strip():
        raise Invalid("budget", _("Say what it may cost; “none needed” is an answer."))
    need_name("signed_name", signature.signed_name, name)


def need_name(field: str, typed: str, name: str) -> None:
    """Raise `Invalid` where somebody typed another name than theirs."""
    if not is_name_of(typed, name):
        raise Invalid(field, _("Type your name as it stands here: %(name)s.") % {"name": name})


def statement_to_sign(  # noqa: PLR0913 - each is a blank of the sentence
    *, name: str, number: int, title: str, metric: str, budget: str, deputy: str = "", sponsor: str = ""
) -> str:
    """Write the sentence an owner signs."""
    taken = _(
        "I, %(name)s, take over use case %(number)s, “%(title)s”. I will measure: %(metric)s. Budget: %(budget)s."
    ) % {"name": name, "number": number, "title": title, "metric": metric, "budget": budget}
    stands_in = _("Deputy: %(name)s.") % {"name": deputy} if deputy else ""
    pays = _("Sponsor: %(name)s.") % {"name": sponsor} if sponsor else ""
    return " ".join(filter(None, (taken, stands_in, pays)))


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
