"""Fifty mails while the server comes and goes and the worker is killed."""

import time
from collections import Counter

import pytest
from sqlalchemy import func, select

from hackathon.core.actors import system
from hackathon.core.mail import Mail, post
from tests.running.conftest import Place
from tests.running.programs import until
from tests.servers.smtp import MailServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
MAILS = 50


def write_mails(place: Place) -> None:
    """Write the mails in five commits."""
    for batch in range(0, MAILS, 10):
        with place.toolbox.working(system("tests")) as work:
            for number in range(batch, batch + 10):
                post(work, key=f"storm-{number}", to="verger@example.org", subject=f"Bell {number}", body="It rang.")


def unsent(place: Place) -> object:
    """Count what has not left yet."""
    return place.look(lambda s: s.scalar(select(func.count(Mail.id)).where(Mail.sent_at.is_(None))))


def test_mails_through_a_server_that_comes_and_goes_each_arrive_once(place: Place, mail_server: MailServer) -> None:
    """Every mail arrives, and none twice where the server's 250 reached a worker that lived to write it down."""
    place = place.changed(HACKATHON_SMTP_URL=mail_server.url)
    write_mails(place)
    place.start("schedule")
    place.start("worker")

    for taken in (5, 15, 30):
        until(lambda taken=taken: len(mail_server.ids()) >= taken, seconds=150)  # type: ignore[misc]
        mail_server.down()
        time.sleep(1)
        mail_server.up()

    until(lambda: unsent(place) == 0, seconds=200)
    assert Counter(Counter(mail_server.ids()).values()) == {1: MAILS}


def test_mails_of_a_worker_that_is_killed_all_arrive(place: Place, mail_server: MailServer) -> None:
    """Every mail arrives at least once.

    A worker killed between the server's 250 and its own commit has sent a mail it could not write down: that one
    mail is sent again, under the same Message-ID, by which servers and readers recognize it. Nothing that speaks
    SMTP can do better. One kill can so repeat one mail, no more.
    """
    place = place.changed(HACKATHON_SMTP_URL=mail_server.url)
    write_mails(place)
    place.start("schedule")
    kills = 0
    for taken in (5, 20):
        worker = place.start("worker")
        until(lambda taken=taken: len(mail_server.ids()) >= taken, seconds=150)  # type: ignore[misc]
        worker.kill()
        kills += 1
    place.start("worker")

    until(lambda: unsent(place) == 0, seconds=200)
    arrived = Counter(mail_server.ids())
    assert len(arrived) == MAILS
    assert arrived.total() - MAILS <= kills
