"""Asking a judge for a second look."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.board.facts import SecondLookAsked
from hackathon.judging.board.models import SecondLook
from hackathon.judging.board.policy import can_ask_again, can_see_board


def ask_again(work: Work, event_id: int, ballot_id: int) -> SecondLook:
    """Ask a judge to look at a cast ballot again, once. The scores stay as they are unless the judge changes them."""
    event = work.get(Event, event_id)
    require(can_see_board(work.actor, event))
    ballot = work.session.get(Ballot, ballot_id)
    if ballot is None or ballot.event_id != event.id:
        raise Missing(_("There is no such ballot at this event."))
    require(can_ask_again(work.actor, event, ballot, at=work.received_at))
    asked = work.add(
        SecondLook(ballot_id=ballot.id, asked_by=work.actor.id, asked_at=work.now),
        unless_taken=Conflict(_("The judge was asked already. What comes of it is theirs to decide.")),
    )
    work.record(
        SecondLookAsked(
            subject_id=ballot.id, event_id=event.id, project_id=ballot.project_id, judge_account_id=ballot.judge_id
        )
    )
    return asked
