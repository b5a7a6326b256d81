"""What can have happened to a ballot; scores are never part of it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class BallotCast(Fact):
    """A judge gave their scores, or changed them."""

    kind = "judging.ballots.cast"
    subject = "ballot"
    sentence = lazy("%(actor)s scored %(project)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    project_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class BallotRecused(Fact):
    """A judge said that they should not judge a project."""

    kind = "judging.ballots.recused"
    subject = "ballot"
    sentence = lazy("%(actor)s will not judge %(project)s")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    project_id: int


@dataclass(frozen=True, kw_only=True)
class BallotCameLate(Fact):
    """Scores that a judge gave in time, as their device says, came in when judging had closed: they do not count."""

    kind = "judging.ballots.came_late"
    subject = "ballot"
    sentence = lazy("Scores of %(actor)s for %(project)s came in late and do not count")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    project_id: int
