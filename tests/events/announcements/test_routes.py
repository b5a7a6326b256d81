"""Announcements in the browser: written, previewed with the exact readers, confirmed; and a chat that stays secret."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.core.secrets import Vault
from hackathon.events.announcements.jobs import send
from hackathon.events.announcements.models import Announcement, ChatChannel
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_event, make_registration
from tests.factories.announcements import make_announcement, make_groups
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
HOOK = "https://93.184.216.34/services/T0/B0/xyzzy"
TYPED: dict[str, object] = {
    "audience": "submissions.missing",
    "subject": "Hand in",
    "text": "It is **time**.",
    "send_at": "",
}


def test_announcement_is_written_previewed_with_its_readers_and_confirmed(
    session: Session, browser: Open, jobs: JobContext
) -> None:
    groups = make_groups(session)
    organizer, late = browser(groups.organizer), groups.people["late captain"]
    path = f"/events/{groups.event.slug}/announcements"

    preview = organizer.post(f"{path}/new", TYPED).location
    page = organizer.get(preview).text
    organizer.post(f"{preview}/confirm", version="1")
    row = session.scalars(select(Announcement)).one()
    session.commit()  # a job begins by ending what this session read
    send(jobs, row.id)

    shown = [name for name in groups.people if f">{name}</a>" in page]
    assert shown == ["late captain", "captain without project"]
    assert "2 people get this." in page
    assert "<strong>time</strong>" in page
    session.refresh(row)
    assert (row.state, row.people) == ("SENT", 2)
    assert "<strong>time</strong>" in browser(late).get(preview).text
    assert f">{groups.people['captain without project'].display_name}</a>" not in browser(late).get(preview).text


def test_announcement_for_later_is_in_the_events_zone_and_shown_so_again(session: Session, browser: Open) -> None:
    groups = make_groups(session)
    organizer, path = browser(groups.organizer), f"/events/{groups.event.slug}/announcements"

    preview = organizer.post(f"{path}/new", {**TYPED, "send_at": "2026-11-24T18:30"}).location

    row = session.scalars(select(Announcement)).one()
    assert row.send_at == datetime(2026, 11, 24, 17, 30, tzinfo=UTC)
    assert "Confirm: send it 24 Nov 18:30" in organizer.get(preview).text
    assert 'value="2026-11-24T18:30"' in organizer.get(f"{preview}/edit").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"audience": "everybody"}, "Not a valid choice"),
        ({"send_at": "2026-11-24T12:30"}, "This time is over"),
        ({"send_at": "2027-03-28T02:30"}, "This time does not exist in that zone"),
        ({"text": "kept words " + "x" * 5000}, "longer than 5000"),
    ],
)
def test_announcement_that_cannot_be_sent_keeps_what_was_typed(
    session: Session, browser: Open, changes: dict[str, str], sentence: str
) -> None:
    groups = make_groups(session)

    answer = browser(groups.organizer).post(
        f"/events/{groups.event.slug}/announcements/new", {**TYPED, "subject": "kept words", **changes}
    )

    assert (answer.status_code, session.scalar(select(func.count(Announcement.id)))) == (422, 0)
    assert sentence in answer.text
    assert "kept words" in answer.text


def test_announcement_is_read_by_whom_it_reached_and_by_nobody_else(
    session: Session, browser: Open, jobs: JobContext
) -> None:
    groups = make_groups(session)
    sent = make_announcement(session, groups.event, audience="teams.without", state="SCHEDULED", send_at=NOON)
    draft = make_announcement(session, groups.event, subject="Not for anybody yet")
    send(jobs, sent.id)
    path = f"/events/{groups.event.slug}/announcements"

    reads = {
        name: [browser(groups.people[name]).get(f"{path}/{row.id}").status_code for row in (sent, draft)]
        for name in ("alone", "late captain", "judge")
    }
    lists = {name: browser(groups.people[name]).get(path).text for name in ("alone", "late captain")}

    assert reads == {"alone": [200, 404], "late captain": [404, 404], "judge": [404, 404]}
    assert [sent.subject in page for page in lists.values()] == [True, False]
    assert not any(draft.subject in page for page in lists.values())
    other = make_event(session, organizer=groups.organizer)
    assert browser(groups.organizer).get(f"/events/{other.slug}/announcements/{sent.id}").status_code == 404


def test_chat_is_connected_without_ever_showing_its_address(session: Session, browser: Open, jobs: JobContext) -> None:
    groups = make_groups(session)
    organizer, path = browser(groups.organizer), f"/events/{groups.event.slug}/announcements"

    answer = organizer.post(f"{path}/chat", kind="slack", url=HOOK)
    pages = [organizer.get(each).text for each in (path, f"{path}/chat", f"{path}/new")]

    channel = session.scalars(select(ChatChannel)).one()
    assert answer.status_code == 302
    assert (channel.kind, channel.host, Vault.of(jobs.settings).open(channel.sealed_url)) == (
        "slack",
        "93.184.216.34",
        HOOK,
    )
    assert "xyzzy" not in channel.sealed_url + "".join(pages)
    assert 'name="to_chat"' in pages[2]
    organizer.post(f"{path}/chat/disconnect")
    assert session.scalars(select(ChatChannel)).all() == []


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://10.0.0.7/hooks/xyzzy", "10.0.0.7 is inside a private network."),
        ("https://127.0.0.1/hooks/xyzzy", "127.0.0.1 is inside a private network."),
        ("https://[::1]/hooks/xyzzy", "::1 is inside a private network."),
        ("http://93.184.216.34/hooks/xyzzy", "Only https:// addresses are reached."),
        ("hooks/xyzzy", "This is not a web address."),
    ],
)
def test_chat_at_an_address_that_may_not_be_reached_is_refused_without_repeating_it(
    session: Session, browser: Open, url: str, sentence: str
) -> None:
    groups = make_groups(session)

    answer = browser(groups.organizer).post(f"/events/{groups.event.slug}/announcements/chat", kind="slack", url=url)

    assert (answer.status_code, session.scalars(select(ChatChannel)).all()) == (422, [])
    assert sentence in answer.text
    assert "xyzzy" not in answer.text


def test_pages_ask_as_many_queries_for_one_row_as_for_many(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    row = make_announcement(session, event)
    reader, path, asked = browser(organizer), f"/events/{event.slug}/announcements", []

    for _round in range(2):
        make_registration(session, event, make_account(session))
        counts = []
        for page in (path, f"{path}/{row.id}"):
            with queries() as sent:
                reader.get(page)
            counts.append(len(sent))
        asked.append(counts)
        for _number in range(5):
            make_announcement(session, event)
            make_registration(session, event, make_account(session))

    assert asked[0] == asked[1]
    assert max(asked[0]) <= 6
