"""What can have happened to a rubric."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class RubricSet(Fact):
    """What projects are judged by was decided, or decided anew."""

    kind = "judging.rubric.set"
    subject = "event"
    sentence = lazy("%(actor)s set what projects are judged by")

    criteria: int


@dataclass(frozen=True, kw_only=True)
class RubricRemoved(Fact):
    """A track, a question or a stage no longer has a rubric of its own."""

    kind = "judging.rubric.removed"
    subject = "event"
    sentence = lazy("%(actor)s removed a rubric of a part of the projects: these are judged like the others")
