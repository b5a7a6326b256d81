"""What can have happened on the board of judging; what the scores are is never part of it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class SecondLookAsked(Fact):
    """An organizer asked a judge to look at a ballot again."""

    kind = "judging.board.second_look_asked"
    subject = "ballot"
    sentence = lazy("%(actor)s asked %(judge_account)s to look at the scores for %(project)s again")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    project_id: int
    judge_account_id: int
