"""Who may score what, and when."""

from datetime import datetime

from sqlalchemy import ColumnElement

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import ballots_open_at
from hackathon.judging.judges.policy import is_not_barred
from hackathon.judging.judges.rules import Bar
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Select the ballots a person may know of: only their own."""
    return Ballot.judge_id == actor.id


def can_judge(actor: Actor, event: Event) -> Decision:
    """Judges of the event have a queue."""
    return allow_if(actor.holds("judge", "event", event.id), _("This page is for the judges of this event."))


def can_score(
    actor: Actor, event: Event, project: Project, *, bar: Bar | None, at: datetime, ended_at: datetime | None = None
) -> Decision:
    """Judges score what was handed in, where nothing bars them, while ballots are open and their stage is on."""
    return (
        can_judge(actor, event)
        & is_not_barred(bar)
        & _is_handed_in(project)
        & are_ballots_open(event, at=at)
        & allow_if(
            ended_at is None or at < ended_at, _("This stage of judging has ended; what comes after it does not count.")
        )
    )


def can_send_late(actor: Actor, event: Event, project: Project, *, bar: Bar | None) -> Decision:
    """Keep what judges scored in time and could not send before judging closed, for an organizer to decide about."""
    return (
        can_judge(actor, event)
        & is_not_barred(bar)
        & _is_handed_in(project)
        & allow_if(event.state != EventState.CANCELLED, _("This event was cancelled."))
    )


def can_see(actor: Actor, ballot: Ballot) -> Decision:
    """Keep a ballot to its judge."""
    return allow_if(ballot.judge_id == actor.id, _("This ballot is another judge's."))


def can_recuse(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Judges may step back from a project as soon as it is assigned, until judging closes."""
    return can_judge(actor, event) & _is_judging_on(event, at=at)


def are_ballots_open(event: Event, *, at: datetime) -> Decision:
    """Ballots are open from a minute after the deadline until judging closes or results are out."""
    opens_at = ballots_open_at(event.deadline, event.judging_opens_at)
    return _is_judging_on(event, at=at) & allow_if(
        at >= opens_at,
        _("Scoring has not begun: it opens with the judging window, at least a minute after the deadline."),
    )


def _is_judging_on(event: Event, *, at: datetime) -> Decision:
    return allow_if(
        event.state == EventState.PUBLISHED, _("The results are out or the event is not on; scores cannot change.")
    ) & allow_if(at < event.judging_closes_at, _("Judging has closed; what comes after it does not count."))


def _is_handed_in(project: Project) -> Decision:
    return allow_if(project.state == ProjectState.SUBMITTED, _("This project was withdrawn; nothing is left to score."))
