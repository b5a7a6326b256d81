"""What can have happened to awards."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class AwardGiven(Fact):
    """Organizers gave a project an award."""

    kind = "judging.awards.given"
    subject = "award"
    sentence = lazy("%(actor)s gave %(project)s the award “%(award)s”")
    shows_on = ("event", "project")

    event_id: int
    project_id: int


@dataclass(frozen=True, kw_only=True)
class PrizeSet(Fact):
    """Organizers set out what can be won."""

    kind = "judging.awards.set"
    subject = "event"
    sentence = lazy("%(actor)s set out a prize")
    audience = Audience.ORGANIZERS

    prize: int


@dataclass(frozen=True, kw_only=True)
class PrizeDropped(Fact):
    """A prize is no longer to be won."""

    kind = "judging.awards.dropped"
    subject = "event"
    sentence = lazy("%(actor)s dropped a prize")
    audience = Audience.ORGANIZERS

    prize: int


@dataclass(frozen=True, kw_only=True)
class PrizeDecided(Fact):
    """It was decided who wins a prize; who that is stays secret until the release."""

    kind = "judging.awards.decided"
    subject = "event"
    sentence = lazy("%(actor)s decided who wins a prize")
    audience = Audience.ORGANIZERS

    prize: int
