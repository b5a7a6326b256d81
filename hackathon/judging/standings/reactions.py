"""Has standings computed anew when something changed that they are made of."""

from hackathon.core.facts import Fact, Happened, Reaction
from hackathon.core.work import Work
from hackathon.judging.ballots.facts import BallotCast, BallotRecused
from hackathon.judging.late.facts import LateCastAdmitted
from hackathon.judging.plans.facts import BallotReleased
from hackathon.judging.standings.policy import COMPUTING
from hackathon.judging.tallies.facts import DecisionTaken, DecisionUndone


def follow_ballots(work: Work, happened: Happened) -> None:
    """Ask for the standings of the event at which a judge cast or left a ballot; many wait for one computation."""
    if isinstance(happened.fact, BallotCast | BallotRecused | BallotReleased | LateCastAdmitted):
        work.request_job(COMPUTING, happened.fact.event_id)


def follow_event(work: Work, happened: Happened) -> None:
    """Ask for the standings of the event at which organizers decided what counts, by what, or in which stage."""
    work.request_job(COMPUTING, happened.fact.subject_id)


_OF_BALLOTS: tuple[type[Fact], ...] = (BallotCast, BallotRecused, BallotReleased, LateCastAdmitted)
DECISIONS: tuple[type[Fact], ...] = (DecisionTaken, DecisionUndone)
REACTIONS = (
    Reaction("judging.standings.follow_ballots", _OF_BALLOTS, follow_ballots),
    Reaction("judging.standings.follow_decisions", DECISIONS, follow_event),
)
