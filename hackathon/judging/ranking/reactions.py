"""Telling everybody that the results are out."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ranking.queries import everyone_at
from hackathon.people.inbox.commands import notify


def tell_everyone(work: Work, happened: Happened) -> None:
    """Tell who takes part, judges, mentors or organizes; teams find their scores on their project's page."""
    event = work.get(Event, happened.fact.subject_id)
    notify(
        work,
        everyone_at(work.session, event.id),
        key=f"judging.ranking.released:{event.id}",
        subject=_("The results are out: %(event)s") % {"event": event.name},
        text=_("See the ranking. Your team's scores and what the judges wrote are on your project's page."),
        path=f"/events/{event.slug}/ranking",
    )
