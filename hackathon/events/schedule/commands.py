"""What the schedule brings about: reminders, and calendar addresses that are made and revoked."""

from datetime import datetime

from hackathon.core.contributions import Reminder
from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.schedule.facts import CalendarAddressMade, CalendarAddressRevoked, PeopleReminded
from hackathon.events.schedule.models import CalendarFeed, Reminded
from hackathon.events.schedule.policy import can_have_address, can_remind
from hackathon.events.schedule.queries import feed_of
from hackathon.events.schedule.rules import is_reminder_due, written
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.commands import notify


def remind(work: Work, event_id: int, key: str) -> None:
    """Remind those whom something at an event still concerns, unless it is not, or no longer, due at this moment."""
    require(can_remind(work.actor))
    event = work.lock(Event, event_id)
    reminder = next(each for each in work.contributions.reminders if each.key == key)
    last = work.session.get(Reminded, (event.id, key))
    opens_at, closes_at = reminder.window(event)
    is_due = is_reminder_due(
        opens_at, closes_at, before=reminder.before, reminded_at=last.at if last else None, at=work.now
    )
    if event.state != EventState.PUBLISHED or not is_due:
        return
    people = set(work.session.scalars(reminder.who(event.id)))
    _tell(work, event, reminder, people, closes_at)
    work.session.merge(Reminded(event_id=event.id, reminder=key, at=work.now))
    until = closes_at.isoformat()
    work.record(PeopleReminded(subject_id=event.id, reminder=key, until=until, people=len(people)))


def make_address(work: Work) -> CalendarFeed:
    """Give the actor a new calendar address; the one before is void from now on."""
    require(can_have_address(work.actor))
    account = work.lock(Account, work.actor.id)
    feed = feed_of(work.session, account.id)
    if feed is None:
        feed = work.add(CalendarFeed(account_id=account.id, serial=0, is_open=True, changed_at=work.now))
    feed.serial, feed.is_open, feed.changed_at = feed.serial + 1, True, work.now
    work.record(CalendarAddressMade(subject_id=account.id))
    return feed


def revoke_address(work: Work) -> None:
    """Make the actor's calendar address void."""
    require(can_have_address(work.actor))
    account = work.lock(Account, work.actor.id)
    feed = feed_of(work.session, account.id)
    if feed is None or not feed.is_open:
        raise Conflict(_("There is no address to revoke."))
    feed.is_open, feed.changed_at = False, work.now
    work.record(CalendarAddressRevoked(subject_id=account.id))


def _tell(work: Work, event: Event, reminder: Reminder, people: set[int], closes_at: datetime) -> None:
    words = {"event": event.name, "until": written(closes_at, event.time_zone), "slug": event.slug}
    notify(
        work,
        people,
        key=f"{reminder.key}:{event.id}:{work.now:%Y%m%dT%H%M%S}",
        subject=reminder.subject % words,
        text=reminder.text % words,
        path=reminder.path % words,
    )
