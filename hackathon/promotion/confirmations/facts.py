"""Facts of team members who would own what they made."""

from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class MemberFact(CaseFact):
    """What all facts about a member who would own a use case carry."""

    member_account_id: int


@dataclass(frozen=True, kw_only=True)
class MemberAsked(MemberFact):
    kind = "promotion.confirmations.asked"
    sentence = lazy("%(member_account)s of the team would own use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class MemberConfirmed(MemberFact):
    kind = "promotion.confirmations.confirmed"
    sentence = lazy("%(actor)s confirmed that %(member_account)s of the team may own use case %(case)s")


@dataclass(frozen=True, kw_only=True)
class MemberRefused(MemberFact):
    """The reason is a statement, for those who work on the case."""

    kind = "promotion.confirmations.refused"
    sentence = lazy("%(actor)s did not confirm %(member_account)s as owner of use case %(case)s")
    audience = Audience.ORGANIZERS
