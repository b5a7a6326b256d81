"""What can have happened when a stage begins: who goes on everybody may read, why organizers alone."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class StageBegun(Fact):
    """Finalists were named, which ended the stage before."""

    kind = "judging.finals.begun"
    subject = "event"
    sentence = lazy("%(actor)s began stage %(stage)s of judging: projects that go on %(projects)s")

    stage: int
    projects: int


@dataclass(frozen=True, kw_only=True)
class FinalistsDeviate(Fact):
    """Others go on than the ranking proposed; the reason could tell scores, so organizers alone read it."""

    kind = "judging.finals.deviated"
    subject = "event"
    sentence = lazy("%(actor)s named other finalists than were proposed")
    audience = Audience.ORGANIZERS

    stage: int


@dataclass(frozen=True, kw_only=True)
class StageTakenBack(Fact):
    """The stage before goes on as if this one had not begun."""

    kind = "judging.finals.taken_back"
    subject = "event"
    sentence = lazy("%(actor)s took back the beginning of stage %(stage)s of judging")

    stage: int
