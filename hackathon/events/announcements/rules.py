"""Rules of announcements: what one must say, and how each kind of chat wants to be told."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy

SUBJECT = 150
TEXT = 5000


class ChatKind(StrEnum):
    """Whose incoming webhooks an event's chat channel takes."""

    SLACK = "slack"
    TEAMS = "teams"
    MATTERMOST = "mattermost"


CHAT_LABELS: dict[str, LazySentence] = {
    ChatKind.SLACK: lazy("Slack"),
    ChatKind.TEAMS: lazy("Microsoft Teams"),
    ChatKind.MATTERMOST: lazy("Mattermost"),
}


@dataclass(frozen=True, kw_only=True)
class AnnouncementDraft:
    """What an organizer writes: without `send_at` it goes out as soon as it is confirmed."""

    audience: str
    subject: str
    text: str
    send_at: datetime | None = None
    to_chat: bool = False


def checked(draft: AnnouncementDraft, *, audiences: Collection[str], at: datetime) -> AnnouncementDraft:
    """Return the draft, or raise `Invalid` beside what is wrong with it."""
    if draft.audience not in audiences:
        raise Invalid("audience", _("Choose one of the list."))
    if not draft.subject:
        raise Invalid("subject", _("Say in a few words what it is about."))
    if not draft.text:
        raise Invalid("text", _("Write something."))
    if draft.send_at is not None and draft.send_at <= at:
        raise Invalid("send_at", _("This time is over. Choose a later one, or leave it empty to send it at once."))
    return draft


def chat_message(kind: str, *, subject: str, text: str, url: str) -> dict[str, Any]:
    """Write an announcement as the body that a chat's incoming webhook takes."""
    return _WRITERS[ChatKind(kind)](subject, text, url)


def _for_slack(subject: str, text: str, url: str) -> dict[str, Any]:
    return {"text": f"*{_slack_text(subject)}*\n{_slack_text(text)}\n<{url}>"}


def _for_mattermost(subject: str, text: str, url: str) -> dict[str, Any]:
    return {"text": f"#### {subject}\n{text}\n\n{url}"}


def _for_teams(subject: str, text: str, url: str) -> dict[str, Any]:
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            {"type": "TextBlock", "text": subject, "weight": "Bolder", "size": "Medium", "wrap": True},
            {"type": "TextBlock", "text": text, "wrap": True},
        ],
        "actions": [{"type": "Action.OpenUrl", "title": _("Open"), "url": url}],
    }
    attached = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attached]}


def _slack_text(text: str) -> str:
    """Write out the three characters by which Slack would see links, people and groups to call."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_WRITERS: dict[ChatKind, Callable[[str, str, str], dict[str, Any]]] = {
    ChatKind.SLACK: _for_slack,
    ChatKind.TEAMS: _for_teams,
    ChatKind.MATTERMOST: _for_mattermost,
}
