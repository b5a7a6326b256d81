"""Telling a judge that a second look is asked for."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.board.facts import SecondLookAsked
from hackathon.people.inbox.commands import notify
from hackathon.projects.workspace.models import Project


def tell_judge(work: Work, happened: Happened) -> None:
    """Ask the judge to look again, without a word on which way the others lean."""
    fact = happened.fact
    if isinstance(fact, SecondLookAsked):
        event, project = work.get(Event, fact.event_id), work.get(Project, fact.project_id)
        notify(
            work,
            [fact.judge_account_id],
            key=f"judging.board.second_look:{fact.subject_id}",
            subject=_("Please look at your scores again: %(project)s") % {"project": project.title},
            text=_(
                "The organizers ask for a second look, because judges differ about this project. "
                "If your scores are what you mean, leave them as they are."
            ),
            path=f"/events/{event.slug}/judging/ballots/{fact.subject_id}",
        )


REACTIONS = (Reaction("judging.board.tell_judge", (SecondLookAsked,), tell_judge),)
