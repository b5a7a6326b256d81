"""A scheduled announcement with three schedules and two workers running, while the mail server is away."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hackathon.core.clock import system_clock
from hackathon.core.facts import FactRow
from hackathon.core.mail import Mail
from hackathon.events.announcements.models import Announcement, AnnouncementRecipient
from hackathon.people.inbox.models import Notice
from tests.clocks import FAR_OFF
from tests.factories import make_account, make_event, make_registration
from tests.factories.announcements import make_announcement
from tests.running.conftest import Place
from tests.running.programs import until
from tests.servers.smtp import MailServer

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
PEOPLE = 20
SENT = "events.announcements.sent"


def schedule_one(place: Place) -> int:
    """Confirm an announcement to everybody at an event for a moment that is near."""
    with place.toolbox.new_session() as session:
        # These programs go by the real clock, by which nobody is to be reminded of anything.
        event = make_event(session, forming_closes_at=FAR_OFF, running_closes_at=FAR_OFF)
        for _number in range(PEOPLE):
            make_registration(session, event, make_account(session))
        soon = system_clock() + timedelta(seconds=5)
        return make_announcement(session, event, state="SCHEDULED", send_at=soon).id


def test_scheduled_announcement_goes_out_once_and_its_mails_wait_for_the_server(
    place: Place, mail_server: MailServer
) -> None:
    place = place.changed(HACKATHON_SMTP_URL=mail_server.url)
    mail_server.down()
    announcement_id = schedule_one(place)
    for part in ("schedule", "schedule", "schedule", "worker", "worker"):
        place.start(part)

    until(lambda: place.look(lambda s: s.get_one(Announcement, announcement_id).sent_at), seconds=120)
    tried = select(func.count(Mail.id)).where(Mail.sent_at.is_(None))
    assert place.look(lambda s: s.scalar(tried)) == PEOPLE
    mail_server.up()
    until(lambda: place.look(lambda s: s.scalar(tried)) == 0, seconds=200)

    counted = [
        place.look(lambda s, each=each: s.scalar(select(func.count()).select_from(each)))  # type: ignore[misc]
        for each in (AnnouncementRecipient, Notice, Mail)
    ]
    assert counted == [PEOPLE] * 3
    assert place.look(lambda s: s.scalar(select(func.count()).where(FactRow.kind == SENT))) == 1
    assert Counter(Counter(mail_server.ids()).values()) == {1: PEOPLE}
