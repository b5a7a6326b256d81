"""Facts of nominations and their screening."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class CaseNominated(CaseFact):
    kind = "promotion.nominations.nominated"
    sentence = lazy("%(actor)s nominated %(project)s, which became use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class CaseRenominated(CaseFact):
    """What is different now is a statement."""

    kind = "promotion.nominations.renominated"
    sentence = lazy("%(actor)s nominated use case %(case)s again")


@dataclass(frozen=True, kw_only=True)
class CaseScreened(CaseFact):
    kind = "promotion.nominations.screened"
    sentence = lazy("%(actor)s answered all three questions about use case %(case)s with yes")

    screening_id: int


@dataclass(frozen=True, kw_only=True)
class CaseDeclined(CaseFact):
    """The reason is a statement, for those who work on the case."""

    kind = "promotion.nominations.declined"
    sentence = lazy("%(actor)s declined use case %(case)s")
    audience = Audience.ORGANIZERS

    screening_id: int
