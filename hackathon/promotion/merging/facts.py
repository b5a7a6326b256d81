"""Facts of merging: one of each of the two use cases."""

from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class CaseMerged(CaseFact):
    """The reason is a statement."""

    kind = "promotion.merging.merged"
    sentence = lazy("%(actor)s merged use case %(case)s into #%(into_number)s")
    leads_to = CaseState.MERGED

    into_number: int


@dataclass(frozen=True, kw_only=True)
class CaseTookIn(CaseFact):
    """The reason is a statement."""

    kind = "promotion.merging.took_in"
    sentence = lazy("%(actor)s merged #%(from_number)s into use case %(case)s")

    from_number: int
