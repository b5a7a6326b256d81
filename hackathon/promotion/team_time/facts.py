"""Facts of time that is granted to team members."""

from dataclasses import dataclass

from hackathon.core.i18n import lazy
from hackathon.promotion.cases.facts import CaseFact


@dataclass(frozen=True, kw_only=True)
class TimeFact(CaseFact):
    """What both facts about granted time carry."""

    member_account_id: int
    time_id: int


@dataclass(frozen=True, kw_only=True)
class TeamTimeGranted(TimeFact):
    """Half days of each week, from one day to another (ISO dates)."""

    kind = "promotion.team_time.granted"
    sentence = lazy(
        "%(actor)s granted %(member_account)s time for use case %(case)s, from %(starts_on)s to %(ends_on)s"
    )

    half_days: int
    starts_on: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class TeamTimeWithdrawn(TimeFact):
    """The reason is a statement."""

    kind = "promotion.team_time.withdrawn"
    sentence = lazy("%(actor)s withdrew the time of %(member_account)s for use case %(case)s")
