"""What can have happened to a ranking; places and scores are read from the results, never from here."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ResultsReleased(Fact):
    """The ranking can be seen: by everybody the places, by each team its scores and feedback."""

    kind = "judging.ranking.released"
    subject = "event"
    sentence = lazy("The ranking is out: %(projects)s projects, %(ballots)s ballots")

    projects: int
    ballots: int


@dataclass(frozen=True, kw_only=True)
class ResultsReissued(Fact):
    """The ranking was computed anew after the release, for a reason that everybody can read."""

    kind = "judging.ranking.reissued"
    subject = "event"
    sentence = lazy("%(actor)s released a new edition of the ranking: edition %(edition)s")

    edition: int


@dataclass(frozen=True, kw_only=True)
class ResultsChecked(Fact):
    """A released ranking was to be computed again from the same ballots."""

    kind = "judging.ranking.checked"
    subject = "event"
    sentence = lazy("%(actor)s had the ranking computed again from the same ballots")

    edition: int
