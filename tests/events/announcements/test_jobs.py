"""Posting to the event's chat channel: once, with retries while the chat is away, and nowhere private."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.jobs import Job, JobContext, RetryLater
from hackathon.core.secrets import Vault
from hackathon.core.work import Work
from hackathon.events.announcements.commands import connect_chat, send_announcement
from hackathon.events.announcements.jobs import post
from hackathon.events.announcements.models import Announcement
from hackathon.events.announcements.policy import POSTING, SENDING
from tests.clocks import NOON
from tests.factories import make_account, make_event
from tests.factories.announcements import make_announcement
from tests.servers.web import WebServer

Working = Callable[..., AbstractContextManager[Work]]
SECRET = "hooks/xyzzy-very-secret"


@pytest.fixture
def context(jobs: JobContext, web_server: WebServer) -> JobContext:
    """Give a context that may reach the test's chat."""
    return replace(jobs, settings=replace(jobs.settings, outbound_allowed_origins=frozenset({web_server.origin})))


@pytest.fixture
def announcement(session: Session, working: Working, jobs: JobContext, web_server: WebServer) -> Announcement:
    """Give an announcement that is to be posted to the test's chat."""
    organizer = make_account(session)
    event = make_event(session, organizer=organizer, slug="spring")
    sealed = Vault.of(jobs.settings).seal(f"{web_server.origin}/{SECRET}")
    with working(organizer) as work:
        connect_chat(work, event.id, "mattermost", host="127.0.0.1", sealed_url=sealed)
    return make_announcement(session, event, state="SENT", sent_at=NOON, people=0, to_chat=True)


def test_announcement_for_the_chat_asks_to_be_posted_when_it_is_sent(
    session: Session, working: Working, announcement: Announcement
) -> None:
    announcement.state, announcement.send_at = "SCHEDULED", NOON
    session.commit()

    with working(system(SENDING)) as work:
        send_announcement(work, announcement.id)

    assert session.execute(select(Job.name, Job.subject_id)).all() == [(POSTING, announcement.id)]


def test_post_tells_the_chat_once(
    session: Session, context: JobContext, web_server: WebServer, announcement: Announcement
) -> None:
    for _time in range(2):
        post(context, announcement.id)

    [asked] = web_server.asked
    session.refresh(announcement)
    address = f"http://127.0.0.1:8000/events/spring/announcements/{announcement.id}"
    assert (asked.method, asked.path) == ("POST", f"/{SECRET}")
    assert asked.headers["idempotency-key"] == f"events.announcements:{announcement.id}"
    assert json.loads(asked.body) == {"text": f"#### Lunch is at one\nIn the *big* hall.\n\n{address}"}
    assert (announcement.posted_at, announcement.chat_problem) == (NOON, "")


def test_post_to_a_chat_that_is_away_says_so_and_is_tried_again(
    session: Session, context: JobContext, web_server: WebServer, announcement: Announcement
) -> None:
    web_server.status = 503

    with pytest.raises(RetryLater) as later:
        post(context, announcement.id)
    session.refresh(announcement)
    problem = announcement.chat_problem
    web_server.status = 200
    post(context, announcement.id)

    session.refresh(announcement)
    assert problem == "127.0.0.1 did not take the message (answer 503). Is the webhook's address still right?"
    assert SECRET not in str(later.value)
    assert (announcement.posted_at, announcement.chat_problem) == (NOON, "")


def test_post_to_a_private_address_is_refused_and_not_tried_again(
    session: Session, jobs: JobContext, web_server: WebServer, announcement: Announcement
) -> None:
    post(jobs, announcement.id)

    session.refresh(announcement)
    assert web_server.asked == []
    assert announcement.posted_at is None
    assert announcement.chat_problem == "Only https:// addresses are reached. Change http:// to https://."


def test_post_follows_no_redirect(context: JobContext, web_server: WebServer, announcement: Announcement) -> None:
    web_server.status, web_server.headers = 302, {"Location": f"{web_server.origin}/elsewhere"}

    with pytest.raises(RetryLater, match="answer 302"):
        post(context, announcement.id)

    assert [asked.path for asked in web_server.asked] == [f"/{SECRET}"]
