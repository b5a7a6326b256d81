"""What can have happened to a rubric that judges score by."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class RubricChanged(Fact):
    """A new edition of a rubric holds; `ballots` counts those that are to be cast again."""

    kind = "judging.editions.made"
    subject = "event"
    sentence = lazy(
        "%(actor)s changed what projects are judged by (edition %(edition)s); ballots asked again: %(ballots)s"
    )

    rubric: int
    edition: int
    ballots: int


@dataclass(frozen=True, kw_only=True)
class BallotsMisplaced(Fact):
    """Projects came under another rubric, since questions moved; their ballots are to be cast again."""

    kind = "judging.editions.misplaced"
    subject = "event"
    sentence = lazy("Questions moved to where another rubric holds; ballots asked again: %(ballots)s")
    audience = Audience.ORGANIZERS

    ballots: int
