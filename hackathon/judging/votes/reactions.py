"""Telling whoever takes part that they have a vote."""

from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.judging.terms.facts import TermsSettled
from hackathon.judging.votes.queries import voters_waiting
from hackathon.people.inbox.commands import notify


def tell_voters(work: Work, happened: Happened) -> None:
    """Tell them once, when the organizers decide to hold a vote."""
    event = work.get(Event, happened.fact.subject_id)
    if not isinstance(happened.fact, TermsSettled) or not happened.fact.has_vote or event.state != EventState.PUBLISHED:
        return
    notify(
        work,
        voters_waiting(work.session, event.id),
        key=f"judging.votes.held:{event.id}",
        subject=_("You have a vote: %(event)s") % {"event": event.name},
        text=_("While judging is open you can vote for your favourite, not for your own team. Nobody learns for whom."),
        path=f"/events/{event.slug}/vote",
    )
