"""What can be done to an announcement: write, change, confirm, cancel, send; and connecting a chat channel."""

from dataclasses import asdict

from sqlalchemy import insert

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.announcements.facts import (
    AnnouncementCancelled,
    AnnouncementScheduled,
    AnnouncementSent,
    ChatConnected,
    ChatDisconnected,
)
from hackathon.events.announcements.models import Announcement, AnnouncementRecipient, ChatChannel
from hackathon.events.announcements.policy import (
    POSTING,
    SENDING,
    can_announce,
    can_cancel,
    can_note_post,
    can_send,
    is_worth_sending,
)
from hackathon.events.announcements.queries import channel_of, due_announcements, recipient_ids
from hackathon.events.announcements.rules import AnnouncementDraft, ChatKind, checked
from hackathon.events.announcements.states import ANNOUNCEMENT_FLOW, CHANGEABLE, AnnouncementState
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify


def write_announcement(work: Work, event_id: int, draft: AnnouncementDraft) -> Announcement:
    """Write an announcement down; nothing is sent before somebody confirms it."""
    event = work.get(Event, event_id)
    require(can_announce(work.actor, event))
    written = asdict(_checked(work, draft))
    return work.add(Announcement(event_id=event.id, author_id=work.actor.id, created_at=work.now, **written))


def edit_announcement(
    work: Work, announcement_id: int, draft: AnnouncementDraft, version: int | None = None
) -> Announcement:
    """Change an announcement that was not sent; a confirmed one stays confirmed, for its new time."""
    announcement = work.lock(Announcement, announcement_id)
    require(can_announce(work.actor, work.get(Event, announcement.event_id)))
    _require_changeable(announcement)
    if announcement.state == AnnouncementState.SCHEDULED and draft.send_at is None:
        raise Invalid("send_at", _("This is confirmed already: say when it goes out, or cancel it."))
    written = asdict(_checked(work, draft))
    work.expect_version(announcement, version)
    for name, value in written.items():
        setattr(announcement, name, value)
    return announcement


def schedule_announcement(work: Work, announcement_id: int, version: int | None = None) -> Announcement:
    """Confirm an announcement: it goes out at its time, or at once where none was said."""
    announcement = work.lock(Announcement, announcement_id)
    require(can_announce(work.actor, work.get(Event, announcement.event_id)))
    announcement.state = ANNOUNCEMENT_FLOW.after("schedule", announcement.state)
    work.expect_version(announcement, version)
    if announcement.send_at is not None and announcement.send_at <= work.now:
        raise Conflict(_("Its time is over. Change the time, or leave it empty to send it at once."))
    if announcement.send_at is None:
        announcement.send_at = work.now
        work.request_job(SENDING, announcement.id)
    send_at = announcement.send_at.isoformat()
    work.record(AnnouncementScheduled(subject_id=announcement.id, event_id=announcement.event_id, send_at=send_at))
    return announcement


def cancel_announcement(work: Work, announcement_id: int, version: int | None = None) -> Announcement:
    """Keep an announcement from being sent."""
    announcement = work.lock(Announcement, announcement_id)
    require(can_cancel(work.actor, work.get(Event, announcement.event_id)))
    work.expect_version(announcement, version)
    _cancel(work, announcement)
    return announcement


def request_due(work: Work) -> None:
    """Ask for the sending of everything whose time has come; what is asked for already is asked for once."""
    require(can_send(work.actor))
    for announcement_id in due_announcements(work.session, work.now):
        work.request_job(SENDING, announcement_id)


def send_announcement(work: Work, announcement_id: int) -> None:
    """Send an announcement to those it concerns at this moment, unless it was sent, is cancelled or not due yet.

    Its state, whom it reached, their notices and mails, and the order to post it to the chat are one commit.
    """
    require(can_send(work.actor))
    announcement = work.lock(Announcement, announcement_id)
    if announcement.state != AnnouncementState.SCHEDULED or announcement.send_at is None:
        return
    event = work.get(Event, announcement.event_id)
    if not is_worth_sending(event):
        _cancel(work, announcement)
    elif announcement.send_at <= work.now:
        _send(work, announcement, event)


def note_posted(work: Work, announcement_id: int, problem: str = "") -> None:
    """Write down that an announcement is in the chat channel, or why it is not."""
    require(can_note_post(work.actor))
    announcement = work.lock(Announcement, announcement_id)
    announcement.chat_problem = problem[:300]
    announcement.posted_at = None if problem else work.now


def post_again(work: Work, announcement_id: int) -> None:
    """Try once more to post a sent announcement to the chat channel."""
    announcement = work.lock(Announcement, announcement_id)
    require(can_announce(work.actor, work.get(Event, announcement.event_id)))
    if announcement.state != AnnouncementState.SENT or announcement.posted_at is not None:
        raise Conflict(_("There is nothing to post again."))
    work.request_job(POSTING, announcement.id)


def connect_chat(work: Work, event_id: int, kind: str, *, host: str, sealed_url: str) -> ChatChannel:
    """Let announcements of an event be posted to a channel, instead of the one before."""
    event = work.lock(Event, event_id)
    require(can_announce(work.actor, event))
    if kind not in set(ChatKind):
        raise Invalid("kind", _("Choose one of the list."))
    channel = ChatChannel(
        event_id=event.id, kind=kind, host=host, sealed_url=sealed_url, set_by=work.actor.id, set_at=work.now
    )
    kept = work.session.merge(channel)
    work.record(ChatConnected(subject_id=event.id))
    return kept


def disconnect_chat(work: Work, event_id: int) -> None:
    """Forget an event's chat channel."""
    event = work.lock(Event, event_id)
    require(can_cancel(work.actor, event))
    channel = channel_of(work.session, event.id)
    if channel is None:
        raise Missing(_("This event has no chat channel."))
    work.session.delete(channel)
    work.record(ChatDisconnected(subject_id=event.id))


def _checked(work: Work, draft: AnnouncementDraft) -> AnnouncementDraft:
    return checked(draft, audiences=work.contributions.audiences, at=work.now)


def _require_changeable(announcement: Announcement) -> None:
    if announcement.state not in CHANGEABLE:
        raise Conflict(_("This was sent or cancelled meanwhile, and stays as it is."))


def _cancel(work: Work, announcement: Announcement) -> None:
    announcement.state = ANNOUNCEMENT_FLOW.after("cancel", announcement.state)
    work.record(AnnouncementCancelled(subject_id=announcement.id, event_id=announcement.event_id))


def _send(work: Work, announcement: Announcement, event: Event) -> None:
    people = recipient_ids(work.session, work.contributions.audiences[announcement.audience], event.id)
    announcement.state = ANNOUNCEMENT_FLOW.after("send", announcement.state)
    announcement.sent_at, announcement.people = work.now, len(people)
    if people:
        rows = [{"announcement_id": announcement.id, "account_id": account_id} for account_id in people]
        work.session.execute(insert(AnnouncementRecipient), rows)
    notify(
        work,
        people,
        key=f"events.announcements:{announcement.id}",
        subject=f"{event.name}: {announcement.subject}",
        text=announcement.text,
        path=f"/events/{event.slug}/announcements/{announcement.id}",
    )
    if announcement.to_chat and channel_of(work.session, event.id):
        work.request_job(POSTING, announcement.id)
    work.record(AnnouncementSent(subject_id=announcement.id, event_id=event.id, people=len(people)))
