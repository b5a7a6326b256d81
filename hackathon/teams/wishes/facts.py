"""What can have happened to wishes. None of these facts names whom a wish is about."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class ChoicesRanked(Fact):
    """Somebody said which questions they would like to work on."""

    kind = "teams.wishes.ranked"
    subject = "choice_list"
    sentence = lazy("%(actor)s ranked questions of %(event)s")
    audience = Audience.ORGANIZERS

    event_id: int


@dataclass(frozen=True, kw_only=True)
class ChoiceFollowed(Fact):
    """A question that somebody had ranked became part of another one, or left the event."""

    kind = "teams.wishes.followed"
    subject = "choice_list"
    sentence = lazy("A list of choices at %(event)s followed a decision about a question")
    audience = Audience.ORGANIZERS

    event_id: int
    account_id: int
    was_challenge_id: int
    challenge_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TogetherWished(Fact):
    """Somebody wished to be in one team with somebody."""

    kind = "teams.wishes.together_wished"
    subject = "together_wish"
    sentence = lazy("%(actor)s wished to be in a team with somebody")
    audience = Audience.ORGANIZERS

    event_id: int


@dataclass(frozen=True, kw_only=True)
class TogetherWithdrawn(Fact):
    """Somebody no longer wishes to be in one team with somebody."""

    kind = "teams.wishes.together_withdrawn"
    subject = "together_wish"
    sentence = lazy("%(actor)s withdrew a wish to be in a team with somebody")
    audience = Audience.ORGANIZERS

    event_id: int


@dataclass(frozen=True, kw_only=True)
class ApartNoted(Fact):
    """Two people must not be in one team. It shows on no page, and its sentence does not say who told it."""

    kind = "teams.wishes.apart_noted"
    subject = "apart_wish"
    sentence = lazy("A wish to keep two people in different teams was noted")
    audience = Audience.ORGANIZERS

    event_id: int


@dataclass(frozen=True, kw_only=True)
class ApartDropped(Fact):
    """Two people may be in one team again. It shows on no page, and its sentence does not say who took it back."""

    kind = "teams.wishes.apart_dropped"
    subject = "apart_wish"
    sentence = lazy("A wish to keep two people in different teams was taken back")
    audience = Audience.ORGANIZERS

    event_id: int
