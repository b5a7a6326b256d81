"""Facts of the six answers and the path they choose."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.paths.rules import CHANGE_LABELS


@dataclass(frozen=True, kw_only=True)
class PathChosen(CaseFact):
    """The statement is what was signed, word for word; `path` is the one it takes from now on."""

    kind = "promotion.paths.chosen"
    sentence = lazy("%(actor)s signed the six answers about use case %(case)s: it takes the %(path)s path")

    answers_id: int
    path: str


@dataclass(frozen=True, kw_only=True)
class CaseProhibited(CaseFact):
    """The statement is what was signed, word for word."""

    kind = "promotion.paths.prohibited"
    sentence = lazy("%(actor)s signed that use case %(case)s is prohibited")

    answers_id: int


@dataclass(frozen=True, kw_only=True)
class CaseReopened(CaseFact):
    """Its path became longer, or it is prohibited, before anybody had adopted it: it is asked anew."""

    kind = "promotion.paths.reopened"
    sentence = lazy("Use case %(case)s starts again on a longer path")
    leads_to = CaseState.NOMINATED


@dataclass(frozen=True, kw_only=True)
class CaseStopped(CaseFact):
    """Its path became longer, or it is prohibited, after somebody had adopted it: who decides lets it go on, or not."""

    kind = "promotion.paths.stopped"
    sentence = lazy("Use case %(case)s is suspended: what it does carries more risk than before")
    leads_to = CaseState.SUSPENDED


@dataclass(frozen=True, kw_only=True)
class PathAskedAgain(CaseFact):
    """What changed in words is a statement."""

    kind = "promotion.paths.asked_again"
    sentence = lazy("%(actor)s said of use case %(case)s: “%(what)s” changed, so the six are asked again")

    what: str

    def words(self) -> Mapping[str, str]:
        """Say what changed as people do."""
        return {"what": str(CHANGE_LABELS[self.what])}


@dataclass(frozen=True, kw_only=True)
class OwnerProposed(CaseFact):
    kind = "promotion.paths.owner_proposed"
    sentence = lazy("%(actor)s proposed %(owner_account)s as owner of use case %(case)s")

    owner_account_id: int
