"""What can have happened when people are matched: its organizers read all of it, everybody that teams were made."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class MatchingAsked(Fact):
    """An organizer had a plan of teams made."""

    kind = "teams.matching.asked"
    subject = "event"
    sentence = lazy("%(actor)s had teams proposed for the people still alone")
    audience = Audience.ORGANIZERS

    run: int


@dataclass(frozen=True, kw_only=True)
class MatchingProposed(Fact):
    """The plan stands, or could not be made."""

    kind = "teams.matching.proposed"
    subject = "event"
    sentence = lazy("The proposal of teams is ready to be looked at")
    audience = Audience.ORGANIZERS

    run: int


@dataclass(frozen=True, kw_only=True)
class MatchingDiscarded(Fact):
    """An organizer dropped a plan; nobody was put anywhere."""

    kind = "teams.matching.discarded"
    subject = "event"
    sentence = lazy("%(actor)s dropped a proposal of teams")
    audience = Audience.ORGANIZERS

    run: int


@dataclass(frozen=True, kw_only=True)
class MatchingApplied(Fact):
    """Teams were made as planned. Counts only: who is in which team, each team's page says."""

    kind = "teams.matching.applied"
    subject = "event"
    sentence = lazy("%(actor)s matched people into teams: people placed %(placed)s, new teams %(founded)s")

    run: int
    placed: int
    founded: int
