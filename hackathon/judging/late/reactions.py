"""Telling judges and organizers of scores that came in late."""

from hackathon.core.facts import Happened, Reaction, Statement
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.facts import BallotCameLate
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.late.facts import LateCastAdmitted
from hackathon.judging.late.queries import organizers_of
from hackathon.people.inbox.commands import notify
from hackathon.projects.workspace.models import Project


def tell_of_late(work: Work, happened: Happened) -> None:
    """Tell the judge that their scores do not count yet, and the organizers, once an event, that there are such."""
    if not isinstance(happened.fact, BallotCameLate):
        return
    event, project = work.get(Event, happened.fact.event_id), work.get(Project, happened.fact.project_id)
    notify(
        work,
        [work.get(Ballot, happened.fact.subject_id).judge_id],
        key=f"{happened.fact.kind}:{happened.fact_id}",
        subject=_("Your scores came in late: %(project)s") % {"project": project.title},
        text=_(
            "Judging had closed when they reached us. They are kept and do not count, unless an organizer lets them."
        ),
        path=f"/events/{event.slug}/judging/queue",
    )
    notify(
        work,
        organizers_of(work.session, event.id),
        key=f"{happened.fact.kind}:event:{event.id}",
        subject=_("Scores came in late: %(event)s") % {"event": event.name},
        text=_("A judge scored in time, as their device says, and was offline. You decide whether such scores count."),
        path=f"/events/{event.slug}/judging/late",
    )


def tell_of_admission(work: Work, happened: Happened) -> None:
    """Tell the judge that their late scores count now, and why."""
    if not isinstance(happened.fact, LateCastAdmitted):
        return
    event, project = work.get(Event, happened.fact.event_id), work.get(Project, happened.fact.project_id)
    notify(
        work,
        [happened.fact.judge_account_id],
        key=f"{happened.fact.kind}:{happened.fact_id}",
        subject=_("Your late scores count: %(project)s") % {"project": project.title},
        text=work.get(Statement, happened.fact.statement_id).text or "",
        path=f"/events/{event.slug}/judging/queue",
    )


REACTIONS = (
    Reaction("judging.late.tell_of_late", (BallotCameLate,), tell_of_late),
    Reaction("judging.late.tell_of_admission", (LateCastAdmitted,), tell_of_admission),
)
