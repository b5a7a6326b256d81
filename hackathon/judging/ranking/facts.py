"""What can have happened to a ranking; places and means are read from the results, never from here."""

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
