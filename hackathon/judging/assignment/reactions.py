"""Telling judges that projects wait for them."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.assignment.queries import judges_behind
from hackathon.people.inbox.commands import notify


def tell_assigned(work: Work, happened: Happened) -> None:
    """Tell judges that there is something to score."""
    event = work.get(Event, happened.fact.subject_id)
    _tell(work, event, happened, subject=_("You have projects to score: %(event)s") % {"event": event.name})


def tell_reminded(work: Work, happened: Happened) -> None:
    """Tell judges that their scores are waited for."""
    event = work.get(Event, happened.fact.subject_id)
    _tell(work, event, happened, subject=_("Your scores are waited for: %(event)s") % {"event": event.name})


def _tell(work: Work, event: Event, happened: Happened, *, subject: str) -> None:
    notify(
        work,
        judges_behind(work.session, event.id),
        key=f"judging.assignment:{happened.fact_id}",
        subject=subject,
        text=_("Your queue shows the next project and about how long it all will take. It works on a phone."),
        path=f"/events/{event.slug}/judging/queue",
    )
