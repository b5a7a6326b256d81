"""What can have been decided about how a ranking is computed; scores and places are never part of it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class DecisionTaken(Fact):
    """Organizers decided how the ranking is computed or announced."""

    kind = "judging.tallies.decided"
    subject = "event"
    sentence = lazy("%(actor)s decided something about how the ranking is made")
    audience = Audience.ORGANIZERS

    decision: int
    about: str


@dataclass(frozen=True, kw_only=True)
class DecisionUndone(Fact):
    """What was decided about the ranking holds no longer."""

    kind = "judging.tallies.undone"
    subject = "event"
    sentence = lazy("%(actor)s took back what was decided about how the ranking is made")
    audience = Audience.ORGANIZERS

    decision: int
    about: str
