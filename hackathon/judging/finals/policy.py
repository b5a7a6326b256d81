"""Who may name finalists, begin a stage and take that back."""

from collections.abc import Iterable
from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.states import EventState
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.stages.models import Stage


def can_see_finalists(actor: Actor, event: Event, stage: Stage) -> Decision:
    """Show everybody who goes on once that is decided, and organizers what they decide from."""
    return allow_if(stage.begun_at, _("Who goes on is not decided yet.")) | can_organize(actor, event)


def can_begin(actor: Actor, event: Event, *, at: datetime, competes: bool) -> Decision:
    """Let organizers who compete for nothing themselves name finalists, until judging closes."""
    return (
        can_organize(actor, event)
        & allow_if(event.state == EventState.PUBLISHED, _("The results are out or the event is not on."))
        & allow_if(
            at < event.judging_closes_at,
            _("Judging has closed. Let it close later on the event's page when there is to be another stage."),
        )
        & allow_if(
            not competes,
            _("You are in a team of this event, so you have no say in who goes on. Ask another organizer."),
        )
    )


def is_next(stage: Stage, now: int) -> Decision:
    """Begin only the stage that comes after the one of now."""
    return allow_if(stage.number == now + 1, _("Another stage comes before this one, or it has begun already."))


def is_fresh(stage: Stage, now: int, states: Iterable[str]) -> Decision:
    """Take back only the stage of now, and only while no judge has done anything with a ballot of it."""
    return allow_if(
        stage.number == now and stage.begun_at, _("Only the stage that judges score now can be taken back.")
    ) & allow_if(
        set(states) <= {BallotState.ASSIGNED},
        _("A judge has begun to score in this stage, so it is not taken back any more."),
    )
