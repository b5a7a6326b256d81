"""What can have happened to a challenge."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ChallengePosed(Fact):
    """Somebody asked a question from their work, or an organizer wrote it down for them."""

    kind = "events.challenges.posed"
    subject = "challenge"
    sentence = lazy("%(poser_account)s asked “%(challenge)s”")
    shows_on = ("event",)

    event_id: int
    poser_account_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeEdited(Fact):
    """What a question says about itself changed."""

    kind = "events.challenges.edited"
    subject = "challenge"
    sentence = lazy("%(actor)s edited “%(challenge)s”")
    audience = Audience.ORGANIZERS

    event_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeAccepted(Fact):
    """Teams may take a question on."""

    kind = "events.challenges.accepted"
    subject = "challenge"
    sentence = lazy("%(actor)s accepted “%(challenge)s”, asked by %(poser_account)s")
    shows_on = ("event",)

    event_id: int
    poser_account_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeDeclined(Fact):
    """A question is not part of the event."""

    kind = "events.challenges.declined"
    subject = "challenge"
    sentence = lazy("%(actor)s declined “%(challenge)s”")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    poser_account_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeMerged(Fact):
    """A question became part of another one, which the sentence names; the fact shows on the pages of both."""

    kind = "events.challenges.merged"
    subject = "challenge"
    sentence = lazy("%(actor)s merged a question of %(poser_account)s into “%(challenge)s”")
    shows_on = ("event", "challenge")

    event_id: int
    challenge_id: int
    poser_account_id: int


@dataclass(frozen=True, kw_only=True)
class TracksChanged(Fact):
    """Tracks were named, removed, or questions put into other ones."""

    kind = "events.challenges.tracks_changed"
    subject = "event"
    sentence = lazy("%(actor)s changed the tracks")
    audience = Audience.ORGANIZERS
