"""What can have happened to a team."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class TeamFounded(Fact):
    """Somebody began a team and is its captain."""

    kind = "teams.formation.founded"
    subject = "team"
    sentence = lazy("%(actor)s founded %(team)s")
    shows_on = ("event",)

    event_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeTaken(Fact):
    """A team works on a challenge from now on."""

    kind = "teams.formation.challenge_taken"
    subject = "team"
    sentence = lazy("%(team)s took “%(challenge)s”")
    shows_on = ("event", "challenge")

    event_id: int
    challenge_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeLeft(Fact):
    """A team gave its challenge up without taking another."""

    kind = "teams.formation.challenge_left"
    subject = "team"
    sentence = lazy("%(team)s left “%(challenge)s”")
    shows_on = ("event", "challenge")

    event_id: int
    challenge_id: int


@dataclass(frozen=True, kw_only=True)
class TeamJoined(Fact):
    """Somebody became a member."""

    kind = "teams.formation.joined"
    subject = "team"
    sentence = lazy("%(account)s joined %(team)s")
    shows_on = ("event",)

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class TeamLeft(Fact):
    """Somebody is a member no more."""

    kind = "teams.formation.left"
    subject = "team"
    sentence = lazy("%(account)s left %(team)s")
    shows_on = ("event",)

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class CaptainChanged(Fact):
    """Another member leads the team, because the captain left."""

    kind = "teams.formation.captain_changed"
    subject = "team"
    sentence = lazy("%(account)s leads %(team)s now")
    shows_on = ("event",)

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class TeamDissolved(Fact):
    """The last member left."""

    kind = "teams.formation.dissolved"
    subject = "team"
    sentence = lazy("%(team)s dissolved, nobody being left in it")
    shows_on = ("event",)

    event_id: int


@dataclass(frozen=True, kw_only=True)
class TeamEdited(Fact):
    """What the team says about itself changed."""

    kind = "teams.formation.edited"
    subject = "team"
    sentence = lazy("%(actor)s edited %(team)s")


@dataclass(frozen=True, kw_only=True)
class TeamLocked(Fact):
    """Nobody can join or leave any more."""

    kind = "teams.formation.locked"
    subject = "team"
    sentence = lazy("%(actor)s locked %(team)s: it is complete")


@dataclass(frozen=True, kw_only=True)
class TeamReopened(Fact):
    """People can join and leave again."""

    kind = "teams.formation.reopened"
    subject = "team"
    sentence = lazy("%(actor)s opened %(team)s again")
