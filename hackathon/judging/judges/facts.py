"""What judges can have said."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class JudgeDescribed(Fact):
    """A judge said how much time they have, or what they know about."""

    kind = "judging.judges.described"
    subject = "event"
    sentence = lazy("%(actor)s said what they can judge")
    audience = Audience.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class ConflictDeclared(Fact):
    """A judge said that they should not judge a team; why, nobody asks."""

    kind = "judging.judges.conflict_declared"
    subject = "event"
    sentence = lazy("%(actor)s should not judge %(team)s")
    audience = Audience.ORGANIZERS

    team_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class ConflictTakenBack(Fact):
    """A judge said that they can judge a team after all."""

    kind = "judging.judges.conflict_taken_back"
    subject = "event"
    sentence = lazy("%(actor)s can judge %(team)s after all")
    audience = Audience.ORGANIZERS

    team_id: int
