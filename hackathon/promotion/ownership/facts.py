"""Facts of owners who are missing or back, of deputies, and of use cases that were left alone for too long."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.states import CaseState


@dataclass(frozen=True, kw_only=True)
class OwnerWentMissing(CaseFact):
    """Their account was deactivated or erased, or they are no product owner any more."""

    kind = "promotion.ownership.missing"
    sentence = lazy("%(owner_account)s, who owns use case %(case)s, is not there any more")

    owner_account_id: int


@dataclass(frozen=True, kw_only=True)
class OwnerReturned(CaseFact):
    kind = "promotion.ownership.returned"
    sentence = lazy("%(owner_account)s, who owns use case %(case)s, is back")

    owner_account_id: int


@dataclass(frozen=True, kw_only=True)
class OwnerlessCaseSuspended(CaseFact):
    """Nobody took it over within so many working days, the limit of that moment."""

    kind = "promotion.ownership.suspended"
    sentence = lazy("Use case %(case)s was suspended: it had no owner for %(days)s working days")
    leads_to = CaseState.SUSPENDED

    days: int


@dataclass(frozen=True, kw_only=True)
class DeputyNamed(CaseFact):
    kind = "promotion.ownership.deputy_named"
    sentence = lazy("%(actor)s named %(deputy_account)s deputy of use case %(case)s")

    deputy_account_id: int


@dataclass(frozen=True, kw_only=True)
class DeputySteppedBack(CaseFact):
    """The reason is a statement, for those who work on the case."""

    kind = "promotion.ownership.deputy_stepped_back"
    sentence = lazy("%(deputy_account)s is no longer deputy of use case %(case)s")
    audience = Audience.ORGANIZERS

    deputy_account_id: int
