"""What can be done about taking part: apply, change, withdraw, admit, decline, and fill places that became free."""

from collections.abc import Iterable
from typing import Any

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.registration.facts import (
    ParticipantAdmitted,
    ParticipantDeclined,
    ParticipantWaitlisted,
    ParticipantWithdrew,
    RegistrationEdited,
)
from hackathon.events.registration.models import Registration
from hackathon.events.registration.policy import can_apply, can_change, can_decide, can_fill_places, can_follow_erasure
from hackathon.events.registration.queries import longest_waiting, places_of, registration_of, registrations_going_on
from hackathon.events.registration.rules import free_places, known_craft
from hackathon.events.registration.states import REGISTRATION_FLOW, RegistrationState
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.policy import can_see
from hackathon.events.setup.queries import roles_of
from hackathon.people.profiles.rules import skills_in


def apply_to_event(work: Work, event_id: int, craft: str, skills: Iterable[str] = ()) -> Registration:
    """Register whoever acts; they get a place while there is one, else they wait."""
    event = work.lock(Event, event_id)
    is_judge = EventRole.JUDGE in roles_of(work.session, event_id, work.actor.id)
    require(can_see(work.actor, event) & can_apply(work.actor, event, at=work.received_at, is_judge=is_judge))
    return register(work, event, work.actor.id, craft, skills)


def register(work: Work, event: Event, account_id: int | None, craft: str, skills: Iterable[str]) -> Registration:
    """Register an account at a locked event, once the calling command has required that it may."""
    registration = registration_of(work.session, event.id, account_id) or Registration(
        event_id=event.id, account_id=account_id, state=RegistrationState.WITHDRAWN, version=0
    )
    registration.craft, registration.skills = known_craft(craft), skills_in(",".join(skills))
    registration.state = _returned(registration)
    registration.created_at = work.received_at
    registration.version += 1
    _give_place_or_wait(work, event, registration)
    return registration


def edit_registration(
    work: Work, registration_id: int, craft: str, skills: Iterable[str] = (), version: int | None = None
) -> Registration:
    """Take part in another craft or with other skills; the place stays."""
    registration = work.lock(Registration, registration_id)
    require(can_change(work.actor, registration, work.get(Event, registration.event_id)))
    work.expect_version(registration, version)
    registration.craft, registration.skills = known_craft(craft), skills_in(",".join(skills))
    work.record(RegistrationEdited(subject_id=registration.id, **_whose(registration)))
    return registration


def withdraw_registration(work: Work, registration_id: int) -> Registration:
    """Give up a place or the wait for one; a place that becomes free goes to who has waited longest."""
    event, registration = _locked(work, registration_id)
    require(can_change(work.actor, registration, event))
    return _withdraw(work, event, registration)


def follow_erasure(work: Work, account_id: int) -> None:
    """Give up the places of somebody who was erased, at events that are not over."""
    require(can_follow_erasure(work.actor))
    for registration_id in registrations_going_on(work.session, account_id):
        _withdraw(work, *_locked(work, registration_id))


def admit_applicant(work: Work, registration_id: int) -> Registration:
    """Give somebody a place who applied or waits; refused when none is free."""
    event, registration = _locked(work, registration_id)
    require(can_decide(work.actor, event))
    state = REGISTRATION_FLOW.after("admit", registration.state)
    if EventRole.JUDGE in roles_of(work.session, event.id, registration.account_id):
        raise Conflict(_("This person judges the event. Whoever judges it cannot take part."))
    if free_places(event.capacity, taken=places_of(work.session, event.id).taken) == 0:
        raise Conflict(_("All places are taken. Make room for more on the event's form first."))
    return _admit(work, registration, state)


def decline_applicant(work: Work, registration_id: int, reason: str = "") -> Registration:
    """Refuse a place to somebody who applied or waits; they are told why."""
    event, registration = _locked(work, registration_id)
    require(can_decide(work.actor, event))
    registration.state = REGISTRATION_FLOW.after("decline", registration.state)
    said = work.state(reason).reference() if reason else {}
    work.record(ParticipantDeclined(subject_id=registration.id, **_whose(registration), **said))
    return registration


def fill_places(work: Work, event_id: int) -> None:
    """Give all free places to those who wait; the platform does this when an event gets more places."""
    event = work.lock(Event, event_id)
    require(can_fill_places(work.actor))
    _fill(work, event)


def _returned(registration: Registration) -> str:
    if not REGISTRATION_FLOW.allows("return", registration.state):
        raise Conflict(_("You are registered for this event already, or an organizer declined it."))
    return REGISTRATION_FLOW.after("return", registration.state)


def _give_place_or_wait(work: Work, event: Event, registration: Registration) -> None:
    places = places_of(work.session, event.id)
    # Whoever waits already comes first, even while a place is free for a moment.
    step = "waitlist" if free_places(event.capacity, taken=places.taken + places.waiting) == 0 else "admit"
    state = REGISTRATION_FLOW.after(step, registration.state)
    if step == "admit":
        _admit(work, registration, state)
        return
    registration.state = state
    work.add(registration)
    work.record(ParticipantWaitlisted(subject_id=registration.id, craft=registration.craft, **_whose(registration)))


def _withdraw(work: Work, event: Event, registration: Registration) -> Registration:
    registration.state = REGISTRATION_FLOW.after("withdraw", registration.state)
    work.record(ParticipantWithdrew(subject_id=registration.id, **_whose(registration)))
    _fill(work, event)
    return registration


def _fill(work: Work, event: Event) -> None:
    free = free_places(event.capacity, taken=places_of(work.session, event.id).taken)
    for waiting in longest_waiting(work.session, event.id, limit=free):
        _admit(work, waiting, REGISTRATION_FLOW.after("admit", waiting.state))


def _admit(work: Work, registration: Registration, state: str) -> Registration:
    registration.state = state
    work.add(registration)
    work.record(ParticipantAdmitted(subject_id=registration.id, craft=registration.craft, **_whose(registration)))
    return registration


def _locked(work: Work, registration_id: int) -> tuple[Event, Registration]:
    """Lock the event before the registration, in the order in which applying does."""
    event = work.lock(Event, work.get(Registration, registration_id).event_id)
    return event, work.lock(Registration, registration_id)


def _whose(registration: Registration) -> dict[str, Any]:
    return {"event_id": registration.event_id, "account_id": registration.account_id}
