"""What can have happened around the schedule of events."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class PeopleReminded(Fact):
    """People at an event were reminded of something that closes soon (ISO 8601, UTC)."""

    kind = "events.schedule.reminded"
    subject = "event"
    sentence = lazy("People were reminded of a deadline of %(event)s: %(people)s")
    audience = Audience.ORGANIZERS

    reminder: str
    until: str
    people: int


@dataclass(frozen=True, kw_only=True)
class CalendarAddressMade(Fact):
    """Somebody got an address for their calendar; the one before is void."""

    kind = "events.schedule.address_made"
    subject = "account"
    sentence = lazy("%(account)s has a new calendar address")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class CalendarAddressRevoked(Fact):
    """Somebody's calendar address is void."""

    kind = "events.schedule.address_revoked"
    subject = "account"
    sentence = lazy("%(account)s revoked the calendar address")
    audience = Audience.ADMINS
