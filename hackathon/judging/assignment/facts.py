"""What can have happened to an assignment."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class JudgesAssigned(Fact):
    """Judges were asked to score projects they had not been asked to score before."""

    kind = "judging.assignment.assigned"
    subject = "event"
    sentence = lazy("%(actor)s assigned the judges: %(ballots)s ballots more")
    audience = Audience.ORGANIZERS

    ballots: int


@dataclass(frozen=True, kw_only=True)
class JudgesReminded(Fact):
    """Judges with ballots left were reminded."""

    kind = "judging.assignment.reminded"
    subject = "event"
    sentence = lazy("%(actor)s reminded the judges who are behind: %(judges)s")
    audience = Audience.ORGANIZERS

    judges: int
