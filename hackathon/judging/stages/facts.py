"""What can have happened to the plan of stages."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class StagePlanned(Fact):
    """Organizers added a stage of judging, or changed one that has not begun."""

    kind = "judging.stages.planned"
    subject = "event"
    sentence = lazy("%(actor)s planned stage %(stage)s of judging")

    stage: int


@dataclass(frozen=True, kw_only=True)
class StageRemoved(Fact):
    """Organizers dropped a stage that had not begun."""

    kind = "judging.stages.removed"
    subject = "event"
    sentence = lazy("%(actor)s removed stage %(stage)s of judging")
    audience = Audience.ORGANIZERS

    stage: int
