"""Announcements are written, confirmed, changed, cancelled; and go out once, to whom they concern at that moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job, JobContext
from hackathon.core.mail import Mail
from hackathon.core.work import Work, unit_of_work
from hackathon.events.announcements.commands import (
    cancel_announcement,
    edit_announcement,
    schedule_announcement,
    send_announcement,
    write_announcement,
)
from hackathon.events.announcements.jobs import sweep
from hackathon.events.announcements.models import Announcement, AnnouncementRecipient
from hackathon.events.announcements.policy import SENDING
from hackathon.events.announcements.rules import AnnouncementDraft
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_registration, make_team
from tests.factories.announcements import make_announcement, make_groups
from tests.installation import make_settings

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Act = Callable[[Work], object]
DRAFT = AnnouncementDraft(audience="teams.without", subject="Find a team", text="It is *time*.")
LATER = NOON + timedelta(hours=3)
PLATFORM = system(SENDING)


def told(session: Session) -> list[tuple[object, ...]]:
    rows = session.execute(
        select(Notice.account_id, Notice.subject, Notice.text, Notice.path).order_by(Notice.account_id)
    )
    return [tuple(row) for row in rows]


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(FactRow.kind).order_by(FactRow.id)))


def test_announcement_confirmed_without_a_time_asks_to_be_sent_at_once(session: Session, working: Working) -> None:
    groups = make_groups(session)

    with working(groups.organizer) as work:
        announcement_id = write_announcement(work, groups.event.id, DRAFT).id
    before = told(session)
    with working(groups.organizer) as work:
        schedule_announcement(work, announcement_id)

    row = session.get_one(Announcement, announcement_id)
    assert (row.state, row.send_at, row.author_id, before) == ("SCHEDULED", NOON, groups.organizer.id, [])
    assert session.execute(select(Job.name, Job.subject_id)).all() == [(SENDING, announcement_id)]


def test_announcement_sent_reaches_its_audience_of_that_moment_once(session: Session, working: Working) -> None:
    groups = make_groups(session)
    row = make_announcement(session, groups.event, audience="teams.without", state="SCHEDULED", send_at=NOON)
    late = make_account(session, "late comer")
    make_registration(session, groups.event, late)
    make_team(session, make_event(session), make_account(session))

    for _time in range(2):
        with working(PLATFORM) as work:
            send_announcement(work, row.id)

    reached = sorted((groups.people["alone"].id, late.id))
    path = f"/events/{groups.event.slug}/announcements/{row.id}"
    assert told(session) == [
        (account_id, f"{groups.event.name}: Lunch is at one", "In the *big* hall.", path) for account_id in reached
    ]
    assert sorted(session.scalars(select(AnnouncementRecipient.account_id))) == reached
    assert session.scalar(select(func.count(Mail.id))) == 2
    assert (row.state, row.sent_at, row.people) == ("SENT", NOON, 2)
    assert kinds(session) == ["events.announcements.sent"]


@pytest.mark.parametrize(
    ("values", "event_values", "expected"),
    [
        ({"state": "DRAFT"}, {}, "DRAFT"),
        ({"state": "CANCELLED", "send_at": NOON}, {}, "CANCELLED"),
        ({"state": "SCHEDULED", "send_at": NOON + timedelta(seconds=1)}, {}, "SCHEDULED"),
        ({"state": "SCHEDULED", "send_at": NOON}, {"state": "CANCELLED"}, "CANCELLED"),
    ],
)
def test_announcement_that_is_not_to_be_sent_now_reaches_nobody(
    session: Session, working: Working, values: dict[str, object], event_values: dict[str, Any], expected: str
) -> None:
    event = make_event(session, **event_values)
    make_registration(session, event, make_account(session))
    row = make_announcement(session, event, **values)

    with working(PLATFORM) as work:
        send_announcement(work, row.id)

    assert (row.state, told(session)) == (expected, [])


def test_sweep_asks_for_what_is_due_and_for_nothing_else(
    session: Session, jobs: JobContext, clock: StandingClock
) -> None:
    event = make_event(session)
    due = make_announcement(session, event, state="SCHEDULED", send_at=NOON)
    make_announcement(session, event, state="SCHEDULED", send_at=LATER)
    make_announcement(session, event)

    for _time in range(2):
        sweep(jobs, 0)

    assert session.execute(select(Job.name, Job.subject_id)).all() == [(SENDING, due.id)]


def test_edit_of_a_confirmed_announcement_keeps_it_confirmed_for_its_new_time(
    session: Session, working: Working
) -> None:
    groups = make_groups(session)
    row = make_announcement(session, groups.event, state="SCHEDULED", send_at=LATER)

    with working(groups.organizer) as work:
        edit_announcement(work, row.id, replace(DRAFT, send_at=LATER + timedelta(hours=1)), 1)
    with pytest.raises(Stale), working(groups.organizer) as work:
        edit_announcement(work, row.id, replace(DRAFT, subject="Older", send_at=LATER), 1)
    with pytest.raises(Invalid, match="This is confirmed already"), working(groups.organizer) as work:
        edit_announcement(work, row.id, DRAFT)

    session.refresh(row)
    assert (row.state, row.subject, row.send_at) == ("SCHEDULED", "Find a team", LATER + timedelta(hours=1))


def test_announcement_that_was_sent_is_neither_changed_nor_cancelled(session: Session, working: Working) -> None:
    groups = make_groups(session)
    row = make_announcement(session, groups.event, state="SENT", sent_at=NOON, people=0)

    acts: list[Act] = [
        lambda work: edit_announcement(work, row.id, DRAFT),
        lambda work: cancel_announcement(work, row.id),
        lambda work: schedule_announcement(work, row.id),
    ]
    for act in acts:
        with pytest.raises(Conflict), working(groups.organizer) as work:
            act(work)

    session.refresh(row)
    assert (row.state, row.subject) == ("SENT", "Lunch is at one")


def test_announcement_whose_time_is_over_is_not_confirmed(session: Session, working: Working) -> None:
    groups = make_groups(session)
    row = make_announcement(session, groups.event, send_at=NOON - timedelta(minutes=1))

    with pytest.raises(Conflict, match="Its time is over"), working(groups.organizer) as work:
        schedule_announcement(work, row.id)


def test_announcements_are_the_business_of_organizers_of_visible_events(session: Session, working: Working) -> None:
    groups, other = make_groups(session), make_account(session, "Olga")
    draft_event = make_event(session, organizer=groups.organizer, state="DRAFT")
    row = make_announcement(session, groups.event)
    make_event(session, organizer=other)
    strangers = [other, groups.people["judge"], groups.people["done captain"], make_account(session, "", "admin")]

    acts: list[Act] = [
        lambda work: write_announcement(work, groups.event.id, DRAFT),
        lambda work: edit_announcement(work, row.id, DRAFT),
        lambda work: schedule_announcement(work, row.id),
        lambda work: cancel_announcement(work, row.id),
        lambda work: send_announcement(work, row.id),
    ]

    for stranger in strangers:
        for act in acts:
            with pytest.raises(Denied), working(stranger) as work:
                act(work)
    with pytest.raises(Denied, match="before the event is published"), working(groups.organizer) as work:
        write_announcement(work, draft_event.id, DRAFT)
    with pytest.raises(Denied), working(groups.organizer) as work:
        send_announcement(work, row.id)

    assert (told(session), session.scalar(select(func.count(Announcement.id)))) == ([], 1)


def test_announcement_sent_from_several_places_at_once_goes_out_once(live_engine: Engine, live_url: str) -> None:
    register, start = floors.contributions(make_settings(Path(), live_url)), Barrier(4)
    with Session(live_engine) as session:
        event = make_event(session)
        for _number in range(3):
            make_registration(session, event, make_account(session))
        announcement_id = make_announcement(session, event, state="SCHEDULED", send_at=NOON).id

    def send(_number: int) -> None:
        info = {"contributions": register, "sends_mail": True}
        with Session(live_engine, info=info) as session:
            start.wait(30)
            with unit_of_work(session, PLATFORM, NOON) as work:
                send_announcement(work, announcement_id)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(send, range(4)))

    with Session(live_engine) as session:
        counted = [session.scalar(select(func.count()).select_from(each)) for each in (Notice, Mail, Job)]
        assert (counted, kinds(session)) == ([3, 3, 3], ["events.announcements.sent"])
