"""What joining does when something happened: tells organizers who waits, and newcomers how to come back."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.joining.facts import NewcomerAdmitted, NewcomerAsked
from hackathon.events.personal_links.facts import PersonalLinkUsed
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import accounts_with_event_role
from hackathon.people.inbox.commands import notify


def tell_organizers(work: Work, happened: Happened) -> None:
    """Tell organizers once a day that somebody waits for them; who was mailed a link does not."""
    fact = happened.fact
    if not isinstance(fact, NewcomerAsked) or fact.mailed:
        return
    event = work.get(Event, fact.subject_id)
    notify(
        work,
        accounts_with_event_role(work.session, event.id, EventRole.ORGANIZER),
        key=f"events.joining.asked:{event.id}:{happened.at:%Y%m%d}",
        subject=_("Colleagues wait to join “%(event)s”") % {"event": event.name},
        text=_("They used a join link and come in as soon as you admit them. You are told once a day."),
        path=f"/events/{event.slug}/joining",
    )


def suggest_password(work: Work, happened: Happened) -> None:
    """Tell somebody whose account is new how they come back when the session in their browser ends."""
    fact = happened.fact
    if not isinstance(fact, NewcomerAdmitted | PersonalLinkUsed) or not fact.made:
        return
    notify(
        work,
        [fact.account_id],
        key="events.joining.password",
        subject=_("Choose a password"),
        text=_("You are signed in in this browser for two weeks. With a password you can come in from everywhere."),
        path="/people/me/sign-in",
    )


REACTIONS = (
    Reaction("events.joining.tell_organizers", (NewcomerAsked,), tell_organizers),
    Reaction("events.joining.suggest_password", (NewcomerAdmitted, PersonalLinkUsed), suggest_password),
)
