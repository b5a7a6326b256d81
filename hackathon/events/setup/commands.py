"""What can be done to an event: draft, copy, edit, publish, open and close its windows, give roles, release, end it."""

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date
from zoneinfo import ZoneInfo

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.facts import (
    EventArchived,
    EventCancelled,
    EventDrafted,
    EventEdited,
    EventPublished,
    EventReleased,
    EventRoleGiven,
    EventRoleTaken,
    WindowClosed,
    WindowMoved,
    WindowOpened,
)
from hackathon.events.setup.models import Event, EventRole, EventRoleGrant, Window, WindowKind
from hackathon.events.setup.policy import (
    can_archive,
    can_cancel,
    can_copy,
    can_draft,
    can_edit,
    can_give_role,
    can_move_windows,
    can_publish,
    can_release,
    can_see,
    can_take_role,
)
from hackathon.events.setup.queries import accounts_with_event_role, roles_of, slugs_like
from hackathon.events.setup.rules import (
    EARLIEST,
    LATEST,
    MOMENTS,
    EventDraft,
    checked,
    closed,
    opened,
    shifted,
    slug_of,
)
from hackathon.events.setup.states import EVENT_FLOW
from hackathon.people.accounts.queries import actor_of


def create_event(work: Work, draft: EventDraft) -> Event:
    """Draft an event; whoever drafts it becomes its organizer."""
    require(can_draft(work.actor))
    draft = checked(draft)
    slug = slug_of(draft.name, slugs_like(work.session, slug_of(draft.name)))
    event = Event(slug=slug, created_by=work.actor.id, created_at=work.now, **asdict(draft))
    work.add(event, unless_taken=Conflict(_("An event of this name was made this moment. Send it again.")))
    _grant(work, event, event.created_by, EventRole.ORGANIZER)
    work.record(EventDrafted(subject_id=event.id))
    return event


def copy_event(work: Work, event_id: int, name: str, first_day: date | None, also: Collection[str] = ()) -> Event:
    """Draft another event like this one, from another day on; `also` names what else comes along, never people."""
    source = work.get(Event, event_id)
    require(can_see(work.actor, source) & can_copy(work.actor, source))
    if first_day is None or not EARLIEST.year < first_day.year < LATEST.year:
        raise Invalid("first_day", _("Choose a date of this century."))
    times = shifted({name: getattr(source, name) for name in MOMENTS}, first_day, ZoneInfo(source.time_zone))
    told = {field.name: getattr(source, field.name) for field in fields(EventDraft)}
    event = create_event(work, EventDraft(**told | {"name": name} | times.moments))
    # Whoever copies organizes the copy from here on, which what comes along is asked for.
    work.actor = actor_of(work.session, event.created_by, work.contributions) or work.actor
    for part in work.contributions.event_copies:
        if part.key in also:
            part.copy(work, source.id, event.id)
    return event


def edit_event(work: Work, event_id: int, draft: EventDraft, version: int | None = None) -> Event:
    """Change what an event says about itself; its address stays. Moved windows are facts of their own."""
    event = work.lock(Event, event_id)
    require(can_edit(work.actor, event))
    draft = checked(draft)
    work.expect_version(event, version)
    before = event.windows
    for name, value in asdict(draft).items():
        setattr(event, name, value)
    work.record(EventEdited(subject_id=event.id))
    for kind, window in before.items():
        if event.window(kind) != window:
            work.record(_moved(WindowMoved, event, kind, window))
    return event


def publish_event(work: Work, event_id: int, version: int | None = None) -> Event:
    """Show an event to everybody who can sign in."""
    event = work.lock(Event, event_id)
    require(can_see(work.actor, event) & can_publish(work.actor))
    event.state = EVENT_FLOW.after("publish", event.state)
    work.expect_version(event, version)
    work.record(EventPublished(subject_id=event.id))
    return event


def release(work: Work, event_id: int) -> Event:
    """Let the results out; only judging calls this, as part of its own release."""
    event = work.lock(Event, event_id)
    require(can_release(work.actor, event))
    event.state = EVENT_FLOW.after("release", event.state)
    event.released_at = work.now
    work.record(EventReleased(subject_id=event.id))
    return event


def archive_event(work: Work, event_id: int, version: int | None = None) -> Event:
    """Put an event away; everything stays readable."""
    event = work.lock(Event, event_id)
    require(can_archive(work.actor, event))
    event.state = EVENT_FLOW.after("archive", event.state)
    work.expect_version(event, version)
    work.record(EventArchived(subject_id=event.id))
    return event


def cancel_event(work: Work, event_id: int, version: int | None = None, *, reason: str = "") -> Event:
    """Call an event off and tell those who had a part in it why."""
    event = work.lock(Event, event_id)
    require(can_cancel(work.actor, event))
    event.state = EVENT_FLOW.after("cancel", event.state)
    work.expect_version(event, version)
    said = work.state(reason).reference() if reason else {}
    work.record(EventCancelled(subject_id=event.id, **said))
    return event


def open_window(work: Work, event_id: int, kind: str) -> Event:
    """Open a window now; one that was over opens again for a while."""
    event, at = _event_with_window(work, event_id, kind)
    before = event.window(at)
    if before.is_open(work.now):
        raise Conflict(_("This is open already."))
    event.move_window(at, opened(before, work.now))
    work.record(_moved(WindowOpened, event, at, before))
    return event


def close_window(work: Work, event_id: int, kind: str) -> Event:
    """Close a window now; what was received before stays in time."""
    event, at = _event_with_window(work, event_id, kind)
    before = event.window(at)
    if not before.is_open(work.now):
        raise Conflict(_("This is not open."))
    event.move_window(at, closed(before, work.now))
    work.record(_moved(WindowClosed, event, at, before))
    return event


def give_event_role(work: Work, event_id: int, account_id: int, role: str) -> EventRoleGrant:
    """Make somebody organizer, judge or mentor; the event's lock keeps them from registering meanwhile."""
    event = work.lock(Event, event_id)
    to = actor_of(work.session, account_id, work.contributions)
    if to is None:
        raise Invalid("email", _("This account cannot be used."))
    if role not in set(EventRole):
        raise Invalid("role", _("Choose one of the list."))
    require(can_give_role(work.actor, event, to=to, role=role))
    grant = _grant(work, event, account_id, role)
    work.record(EventRoleGiven(subject_id=event.id, account_id=account_id, role=role))
    return grant


def take_event_role(work: Work, event_id: int, account_id: int, role: str) -> None:
    """Take a role back; an event keeps at least one organizer."""
    event = work.lock(Event, event_id)
    require(can_take_role(work.actor, event, account_id=account_id))
    if role not in roles_of(work.session, event_id, account_id):
        raise Missing(_("This person does not have this role any more."))
    if role == EventRole.ORGANIZER and accounts_with_event_role(work.session, event_id, role) == [account_id]:
        raise Conflict(_("An event needs an organizer. Name another one first."))
    work.session.delete(work.session.get_one(EventRoleGrant, (event_id, account_id, role)))
    work.record(EventRoleTaken(subject_id=event.id, account_id=account_id, role=role))


def _grant(work: Work, event: Event, account_id: int, role: str) -> EventRoleGrant:
    grant = EventRoleGrant(
        event_id=event.id, account_id=account_id, role=role, given_by=work.actor.id, given_at=work.now
    )
    work.add(grant, unless_taken=Conflict(_("This person has this role already.")))
    return grant


def _event_with_window(work: Work, event_id: int, kind: str) -> tuple[Event, WindowKind]:
    event = work.lock(Event, event_id)
    require(can_move_windows(work.actor, event))
    if kind not in set(WindowKind):
        raise Missing(_("An event has no such window."))
    event.version += 1
    return event, WindowKind(kind)


def _moved(fact: type[WindowMoved], event: Event, kind: WindowKind, before: Window) -> WindowMoved:
    after = event.window(kind)
    return fact(
        subject_id=event.id,
        window=kind.value,
        opened_before=before.opens_at.isoformat(),
        closed_before=before.closes_at.isoformat(),
        opens_at=after.opens_at.isoformat(),
        closes_at=after.closes_at.isoformat(),
    )
