"""Facts of a use case's life that no single step owns."""

from dataclasses import dataclass
from typing import ClassVar, TypedDict

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.states import CaseState

BACK = "BACK"
"""To where it was when it was suspended."""


class CaseStream(TypedDict):
    """What every fact about a use case carries, to be passed as `**case.stream`."""

    subject_id: int
    event_id: int
    project_id: int


@dataclass(frozen=True, kw_only=True)
class CaseFact(Fact):
    """What all facts about use cases carry: they also show on the pages of the event and the project.

    A fact of a move says to which state it `leads_to`, so that every stay can be read from the record alone.
    """

    subject = "case"
    shows_on: ClassVar[tuple[str, ...]] = ("event", "project")
    leads_to: ClassVar[str] = ""

    event_id: int
    project_id: int


@dataclass(frozen=True, kw_only=True)
class CaseSuspended(CaseFact):
    """The reason is a statement."""

    kind = "promotion.cases.suspended"
    sentence = lazy("%(actor)s suspended use case %(case)s")
    leads_to = CaseState.SUSPENDED


@dataclass(frozen=True, kw_only=True)
class CaseResumed(CaseFact):
    """It is again where it was when it was suspended."""

    kind = "promotion.cases.resumed"
    sentence = lazy("%(actor)s resumed use case %(case)s")
    leads_to = BACK


@dataclass(frozen=True, kw_only=True)
class CaseRetired(CaseFact):
    """The reason is a statement."""

    kind = "promotion.cases.retired"
    sentence = lazy("%(actor)s retired use case %(case)s")
    leads_to = CaseState.RETIRED


@dataclass(frozen=True, kw_only=True)
class PathRaised(CaseFact):
    """The reason is a statement."""

    kind = "promotion.cases.path_raised"
    sentence = lazy("%(actor)s sent use case %(case)s along the %(path)s path")

    path: str
