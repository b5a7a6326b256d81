"""Who sees how judging goes, and who may ask for a second look."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.policy import are_ballots_open
from hackathon.judging.ballots.states import BallotState


def can_see_board(actor: Actor, event: Event) -> Decision:
    """Let organizers see how far judging is and where judges disagree."""
    return can_organize(actor, event)


def can_ask_again(actor: Actor, event: Event, ballot: Ballot, *, at: datetime) -> Decision:
    """Let organizers ask while the judge can still change the scores; they never change them."""
    return (
        can_organize(actor, event)
        & are_ballots_open(event, at=at)
        & allow_if(
            ballot.state == BallotState.CAST, _("This ballot is not cast, so there is nothing to look at again.")
        )
    )
