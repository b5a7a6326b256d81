"""Forms about announcements: the text with its readers and time, and the address of a chat channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, PasswordField, SelectField
from wtforms.validators import DataRequired, Length, Optional

from hackathon.core.contributions import EventAudience
from hackathon.core.outbound import MAX_LENGTH
from hackathon.events.announcements.models import Announcement
from hackathon.events.announcements.rules import CHAT_LABELS, SUBJECT, TEXT, AnnouncementDraft
from hackathon.events.setup.models import Event
from hackathon.web.forms import Form, LineField, MomentField, TextField, VersionField, lazy, options


class AnnouncementForm(Form):
    """What to write, to whom and when; the time is local to the event's zone."""

    version = VersionField()
    audience = SelectField(
        lazy("To"), description=lazy("Who exactly that is, you see before anything is sent, and again at that moment.")
    )
    subject = LineField(
        lazy("Subject"), limit=SUBJECT, validators=(DataRequired(lazy("Say in a few words what it is about.")),)
    )
    text = TextField(
        lazy("Text"),
        limit=TEXT,
        validators=(DataRequired(lazy("Write something.")),),
        description=lazy("Markdown works."),
    )
    send_at = MomentField(
        lazy("Send at"), validators=[Optional()], description=lazy("Empty: as soon as you confirm it.")
    )
    to_chat = BooleanField(
        lazy("Also post it to the event's chat channel"),
        description=lazy("Everybody in that channel reads it, whoever is chosen above."),
    )

    def offer(self, audiences: Mapping[str, EventAudience], *, has_channel: bool) -> None:
        """Fill in whom one can write to; without a channel nobody is asked about one."""
        self.audience.choices = options((key, audience.label) for key, audience in audiences.items())
        if not has_channel:
            del self.to_chat

    def show(self, announcement: Announcement, event: Event) -> None:
        """Show the time as wall time of the event's zone, and none where it went out at once."""
        if announcement.send_at is not None:
            self.send_at.shown_in(ZoneInfo(event.time_zone))

    def draft(self, event: Event) -> AnnouncementDraft:
        """Return what was typed; a time that the zone skips is refused."""
        send_at: datetime | None = self.send_at.moment(ZoneInfo(event.time_zone))
        values: dict[str, Any] = self.values("send_at")
        return AnnouncementDraft(send_at=send_at, **values)


class ChatForm(Form):
    """Where to post; the address is a secret, and is not shown again."""

    kind = SelectField(lazy("Chat"), choices=lambda: options(CHAT_LABELS.items()))
    url = PasswordField(
        lazy("Address of the incoming webhook"),
        validators=[DataRequired(lazy("Paste the address that the chat gave you.")), Length(max=MAX_LENGTH)],
        description=lazy("Whoever knows it can write there: it is kept encrypted and never shown again."),
    )
