"""Telling everybody that the results are out, and why there is another edition of them."""

from collections.abc import Collection

from hackathon.core.facts import Happened, Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ranking.facts import ResultsReissued
from hackathon.judging.ranking.queries import everyone_at, judges_at
from hackathon.people.inbox.commands import notify


def tell_everyone(work: Work, happened: Happened) -> None:
    """Tell who takes part, judges, mentors or organizes; teams find their scores on their project's page."""
    event = work.get(Event, happened.fact.subject_id)
    judges = judges_at(work.session, event.id)
    others = everyone_at(work.session, event.id) - judges
    text = _("See the ranking. Your team's scores and what the judges wrote are on your project's page.")
    _tell(work, event, others, text, "ranking")
    _tell(
        work,
        event,
        judges,
        _("Thank you for judging. See privately how your scores sat beside others'."),
        "judging/mine",
    )


def tell_of_edition(work: Work, happened: Happened) -> None:
    """Tell everybody that the ranking was released anew, and why."""
    if not isinstance(happened.fact, ResultsReissued):
        return
    event, said = work.get(Event, happened.fact.subject_id), work.get(Statement, happened.fact.statement_id)
    notify(
        work,
        everyone_at(work.session, event.id),
        key=f"judging.ranking.reissued:{event.id}:{happened.fact.edition}",
        subject=_("The results were corrected: %(event)s") % {"event": event.name},
        text=_("There is a new edition of the ranking. The organizers say why: %(reason)s")
        % {"reason": said.text or ""},
        path=f"/events/{event.slug}/ranking",
    )


def _tell(work: Work, event: Event, people: Collection[int], text: str, page: str) -> None:
    notify(
        work,
        people,
        key=f"judging.ranking.released:{event.id}",
        subject=_("The results are out: %(event)s") % {"event": event.name},
        text=text,
        path=f"/events/{event.slug}/{page}",
    )
