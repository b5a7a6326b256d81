"""Facts of nominations and their screening."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class CaseNominated(CaseFact):
    kind = "promotion.nominations.nominated"
    sentence = lazy("%(actor)s nominated %(project)s, which became use case %(case)s")
    leads_to = CaseState.NOMINATED


@dataclass(frozen=True, kw_only=True)
class CaseRenominated(CaseFact):
    """What is different now is a statement."""

    kind = "promotion.nominations.renominated"
    sentence = lazy("%(actor)s nominated use case %(case)s again")
    leads_to = CaseState.NOMINATED


@dataclass(frozen=True, kw_only=True)
class CaseScreened(CaseFact):
    kind = "promotion.nominations.screened"
    sentence = lazy("%(actor)s let use case %(case)s pass")
    leads_to = CaseState.SCREENED

    screening_id: int
    path: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseDeclined(CaseFact):
    """The reason is a statement, for those who work on the case."""

    kind = "promotion.nominations.declined"
    sentence = lazy("%(actor)s declined use case %(case)s")
    audience = Audience.ORGANIZERS
    leads_to = CaseState.DECLINED

    screening_id: int
    code: str = ""
    come_back_on: str = ""


@dataclass(frozen=True, kw_only=True)
class LightCaseQueued(CaseFact):
    """Its owner has as many open light use cases as one may; it is offered by itself when one of them is over."""

    kind = "promotion.nominations.queued"
    sentence = lazy("Use case %(case)s waits until %(owner_account)s has room for it")
    leads_to = CaseState.WAITING

    owner_account_id: int


@dataclass(frozen=True, kw_only=True)
class DecisionOverdue(CaseFact):
    """Nobody decided about it in as many working days as the limit allowed then."""

    kind = "promotion.nominations.overdue"
    sentence = lazy("Use case %(case)s has waited for a decision for %(days)s working days")
    audience = Audience.ORGANIZERS

    days: int
