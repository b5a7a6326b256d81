"""Facts of who would take something over; judges must not read them, since they would sway their scores."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class InterestFact(Fact):
    """Shows on no page of the event: its teams and organizers are told in person."""

    audience = Audience.ADMINS

    account_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionWanted(InterestFact):
    kind = "promotion.interest.question_wanted"
    subject = "challenge"
    sentence = lazy("%(account)s would take over what answers “%(challenge)s”")


@dataclass(frozen=True, kw_only=True)
class QuestionNotWanted(InterestFact):
    kind = "promotion.interest.question_not_wanted"
    subject = "challenge"
    sentence = lazy("%(account)s would not take over what answers “%(challenge)s” after all")


@dataclass(frozen=True, kw_only=True)
class ProjectWanted(InterestFact):
    kind = "promotion.interest.project_wanted"
    subject = "project"
    sentence = lazy("%(account)s would take %(project)s over")


@dataclass(frozen=True, kw_only=True)
class ProjectNotWanted(InterestFact):
    kind = "promotion.interest.project_not_wanted"
    subject = "project"
    sentence = lazy("%(account)s would not take %(project)s over after all")
