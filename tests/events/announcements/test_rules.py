"""What an announcement must say, and how chats are told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hackathon.core.decisions import Invalid
from hackathon.events.announcements.rules import AnnouncementDraft, chat_message, checked
from tests.clocks import NOON

DRAFT = AnnouncementDraft(audience="participants", subject="Lunch", text="At one.")
URL = "https://hub.example.org/events/spring/announcements/1"
WORDS = {"subject": "R&D <!channel>", "text": "Go to <https://evil.example|the hub>", "url": URL}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"audience": "everybody in the house"}, "audience"),
        ({"subject": ""}, "subject"),
        ({"text": ""}, "text"),
        ({"send_at": NOON}, "send_at"),
        ({"send_at": NOON - timedelta(days=1)}, "send_at"),
    ],
)
def test_checked_draft_that_cannot_be_sent_is_refused_beside_its_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked(replace(DRAFT, **changes), audiences={"participants"}, at=NOON)  # type: ignore[arg-type]

    assert refused.value.field == field


def test_checked_draft_for_later_is_as_it_was() -> None:
    draft = replace(DRAFT, send_at=NOON + timedelta(minutes=1))

    assert checked(draft, audiences={"participants"}, at=NOON) == draft


def test_chat_message_for_slack_calls_nobody_and_hides_no_link() -> None:
    assert chat_message("slack", **WORDS) == {
        "text": f"*R&amp;D &lt;!channel&gt;*\nGo to &lt;https://evil.example|the hub&gt;\n<{URL}>"
    }


def test_chat_message_for_mattermost_is_markdown() -> None:
    assert chat_message("mattermost", subject="Lunch", text="At **one**.", url=URL) == {
        "text": f"#### Lunch\nAt **one**.\n\n{URL}"
    }


def test_chat_message_for_teams_is_a_card_with_a_button() -> None:
    message = chat_message("teams", subject="Lunch", text="At **one**.", url=URL)

    card = message["attachments"][0]["content"]
    assert message["type"] == "message"
    assert [block["text"] for block in card["body"]] == ["Lunch", "At **one**."]
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open", "url": URL}]
