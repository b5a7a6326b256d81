"""What can have happened to scores that came in late."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class LateCastAdmitted(Fact):
    """An organizer let scores count that came in when judging had closed; why is the statement."""

    kind = "judging.late.admitted"
    subject = "ballot"
    sentence = lazy("%(actor)s let the late scores of %(judge_account)s for %(project)s count")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    project_id: int
    judge_account_id: int
    version: int
