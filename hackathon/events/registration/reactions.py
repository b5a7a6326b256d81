"""What happens around taking part: people hear of their place and of changed times, and free places are filled."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from hackathon.core.facts import Happened, Reaction, Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.registration.commands import fill_places, follow_erasure
from hackathon.events.registration.facts import ParticipantAdmitted, ParticipantDeclined
from hackathon.events.registration.models import Registration
from hackathon.events.registration.policy import FOLLOWING
from hackathon.events.registration.queries import accounts_with_a_part
from hackathon.events.setup.facts import EventCancelled, EventEdited, WindowClosed, WindowMoved, WindowOpened
from hackathon.events.setup.models import Event
from hackathon.events.setup.rules import PHASE_LABELS
from hackathon.events.setup.states import EventState
from hackathon.people.inbox.commands import notify
from hackathon.people.privacy.facts import AccountErased


def tell_admitted(work: Work, happened: Happened) -> None:
    """Tell people who got a place through somebody else's doing."""
    registration = work.get(Registration, happened.fact.subject_id)
    event = work.get(Event, registration.event_id)
    notify(
        work,
        {registration.account_id} - {happened.actor_id},
        key=f"events.registration.admitted:{happened.fact_id}",
        subject=_("You have a place at “%(event)s”") % {"event": event.name},
        text=_("Find a team, or found one. If you cannot come, withdraw: somebody else waits for a place."),
        path=f"/events/{event.slug}",
    )


def tell_declined(work: Work, happened: Happened) -> None:
    """Tell people why they get no place."""
    registration = work.get(Registration, happened.fact.subject_id)
    event = work.get(Event, registration.event_id)
    notify(
        work,
        {registration.account_id},
        key=f"events.registration.declined:{happened.fact_id}",
        subject=_("No place at “%(event)s”") % {"event": event.name},
        text=_said(work, happened) or _("The organizers gave no reason. Ask them."),
        path=f"/events/{event.slug}",
    )


def tell_cancelled(work: Work, happened: Happened) -> None:
    """Tell everybody who had a part in an event that it will not happen, and why."""
    event = work.get(Event, happened.fact.subject_id)
    notify(
        work,
        accounts_with_a_part(work.session, event.id) - {happened.actor_id},
        key=f"events.registration.cancelled:{happened.fact_id}",
        subject=_("“%(event)s” is cancelled") % {"event": event.name},
        text=_said(work, happened) or _("The organizers gave no reason. Ask them."),
        path=f"/events/{event.slug}",
    )


def tell_window(work: Work, happened: Happened) -> None:
    """Tell everybody who has a part in a published event that one of its windows moved."""
    fact, event = happened.fact, work.get(Event, happened.fact.subject_id)
    if not isinstance(fact, WindowMoved) or event.state != EventState.PUBLISHED:
        return
    notify(
        work,
        accounts_with_a_part(work.session, event.id) - {happened.actor_id},
        key=f"events.registration.window:{happened.fact_id}",
        subject=_("%(event)s: %(what)s") % {"event": event.name, "what": _moved(fact)},
        text=_times(fact, event.time_zone),
        path=f"/events/{event.slug}",
    )


def fill(work: Work, happened: Happened) -> None:
    """Give places to those who wait when an event may have got more of them."""
    fill_places(work, happened.fact.subject_id)


def follow(work: Work, happened: Happened) -> None:
    """Free the places of somebody who was erased; their teams follow as when anybody withdraws."""
    follow_erasure(work, happened.fact.subject_id)


def _moved(fact: WindowMoved) -> str:
    label = {"window": str(PHASE_LABELS[fact.window])}
    if isinstance(fact, WindowOpened):
        return _("“%(window)s” is open now") % label
    if isinstance(fact, WindowClosed):
        return _("“%(window)s” is closed now") % label
    return _("“%(window)s” has new times") % label


def _times(fact: WindowMoved, zone: str) -> str:
    return _("From %(opens_at)s until %(closes_at)s; before: from %(opened_before)s until %(closed_before)s.") % {
        name: format_datetime(
            datetime.fromisoformat(getattr(fact, name)),
            "EEE d MMM y, HH:mm z",
            tzinfo=ZoneInfo(zone),
            locale="en_GB",
        )
        for name in ("opens_at", "closes_at", "opened_before", "closed_before")
    }


def _said(work: Work, happened: Happened) -> str | None:
    said_id = happened.fact.statement_id
    said = work.session.get(Statement, said_id) if said_id is not None else None
    return said.text if said else None


REACTIONS = (
    Reaction("events.registration.tell_admitted", (ParticipantAdmitted,), tell_admitted),
    Reaction("events.registration.tell_declined", (ParticipantDeclined,), tell_declined),
    Reaction("events.registration.tell_cancelled", (EventCancelled,), tell_cancelled),
    Reaction("events.registration.tell_window", (WindowMoved, WindowOpened, WindowClosed), tell_window),
    Reaction("events.registration.fill_places", (EventEdited,), fill),
    Reaction(FOLLOWING, (AccountErased,), follow),
)
