"""What can have happened to somebody's taking part."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ParticipantAdmitted(Fact):
    """Somebody got a place: at once, from the waiting list, or because an organizer said so."""

    kind = "events.registration.admitted"
    subject = "registration"
    sentence = lazy("%(account)s takes part in %(event)s")
    shows_on = ("event",)

    event_id: int
    account_id: int
    craft: str


@dataclass(frozen=True, kw_only=True)
class ParticipantWaitlisted(Fact):
    """Somebody waits for a place."""

    kind = "events.registration.waitlisted"
    subject = "registration"
    sentence = lazy("%(account)s waits for a place at %(event)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int
    craft: str


@dataclass(frozen=True, kw_only=True)
class ParticipantDeclined(Fact):
    """Somebody will not get a place."""

    kind = "events.registration.declined"
    subject = "registration"
    sentence = lazy("%(actor)s declined %(account)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipantWithdrew(Fact):
    """Somebody gave up taking part, or waiting for it."""

    kind = "events.registration.withdrew"
    subject = "registration"
    sentence = lazy("%(account)s no longer takes part in %(event)s")
    shows_on = ("event",)

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class RegistrationEdited(Fact):
    """Somebody takes part in another craft or with other skills than before."""

    kind = "events.registration.edited"
    subject = "registration"
    sentence = lazy("%(account)s changed what they bring to %(event)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int
