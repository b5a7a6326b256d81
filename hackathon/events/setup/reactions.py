"""What setup does when something happened: tells the people who run an event."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.facts import EventPublished, EventRoleGiven
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import accounts_with_event_role
from hackathon.people.inbox.commands import notify


def tell_organizers(work: Work, happened: Happened) -> None:
    """Tell an event's organizers that somebody published it."""
    event = work.get(Event, happened.fact.subject_id)
    organizers = accounts_with_event_role(work.session, event.id, EventRole.ORGANIZER)
    notify(
        work,
        set(organizers) - {happened.actor_id},
        key=f"events.setup.published:{happened.fact_id}",
        subject=_("“%(event)s” is published") % {"event": event.name},
        text=_("Everybody who can sign in sees it now, and can register while registration is open."),
        path=f"/events/{event.slug}",
    )


def tell_role(work: Work, happened: Happened) -> None:
    """Tell somebody that they organize, judge or mentor an event now."""
    fact, event = happened.fact, work.get(Event, happened.fact.subject_id)
    if not isinstance(fact, EventRoleGiven):
        return
    sentences = {
        EventRole.ORGANIZER.value: _("You organize “%(event)s”"),
        EventRole.JUDGE.value: _("You judge “%(event)s”"),
        EventRole.MENTOR.value: _("You mentor at “%(event)s”"),
    }
    notify(
        work,
        {fact.account_id} - {happened.actor_id},
        key=f"events.setup.role:{happened.fact_id}",
        subject=sentences[fact.role] % {"event": event.name},
        text=_("Its page shows what there is to do, and when."),
        path=f"/events/{event.slug}",
    )


REACTIONS = (
    Reaction("events.setup.tell_organizers", (EventPublished,), tell_organizers),
    Reaction("events.setup.tell_role", (EventRoleGiven,), tell_role),
)
