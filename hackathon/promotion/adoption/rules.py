"""When an offer ends, what exactly is signed, and whether a typed name is somebody's."""

from datetime import datetime, timedelta

from hackathon.core.i18n import _

OFFER_WORKING_DAYS = 10
_SATURDAY = 5


def working_days_after(start: datetime, days: int) -> datetime:
    """Return the same time of day so many working days (Monday to Friday) later."""
    at = start
    while days:
        at += timedelta(days=1)
        days -= at.weekday() < _SATURDAY
    return at


def is_name_of(typed: str, name: str) -> bool:
    """Tell whether somebody typed this name, whatever its capitals and spaces."""
    return _plain(typed) == _plain(name)


def statement_to_sign(*, name: str, number: int, title: str, metric: str, budget: str) -> str:
    """Write the sentence an owner signs."""
    return _(
        "I, %(name)s, take over use case %(number)s, “%(title)s”. I will measure: %(metric)s. Budget: %(budget)s."
    ) % {"name": name, "number": number, "title": title, "metric": metric, "budget": budget}


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
