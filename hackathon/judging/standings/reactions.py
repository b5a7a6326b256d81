"""Has standings computed anew when a score came in."""

from hackathon.core.facts import Happened, Reaction
from hackathon.core.work import Work
from hackathon.judging.ballots.facts import BallotCast
from hackathon.judging.standings.policy import COMPUTING


def follow_ballots(work: Work, happened: Happened) -> None:
    """Ask for the standings of the event at which a judge cast a ballot; many casts wait for one computation."""
    if isinstance(happened.fact, BallotCast):
        work.request_job(COMPUTING, happened.fact.event_id)


REACTIONS = (Reaction("judging.standings.follow_ballots", (BallotCast,), follow_ballots),)
