"""Facts of must-pass questions: who decides, what was given, what was answered, waived and decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience
from hackathon.core.i18n import gettext, lazy
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.questions.rules import ANSWERS, FIRST

_WORDS = {each.key: each.words for each in FIRST}


@dataclass(frozen=True, kw_only=True)
class QuestionFact(CaseFact):
    """What all facts about a question carry: its key in the numbered set."""

    shows_on = ()
    audience = Audience.ORGANIZERS

    question: str
    set_number: int

    def words(self) -> Mapping[str, str]:
        """Say the question instead of its key, where it is one of the first set."""
        return {"question": gettext(_WORDS[self.question])} if self.question in _WORDS else {}


@dataclass(frozen=True, kw_only=True)
class DeciderNamed(QuestionFact):
    kind = "promotion.questions.decider_named"
    sentence = lazy("%(actor)s named %(decider_account)s to decide about use case %(case)s: %(question)s")

    decider_account_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionEvidenceGiven(QuestionFact):
    kind = "promotion.questions.evidence_given"
    sentence = lazy("%(actor)s gave evidence about use case %(case)s: %(question)s")

    evidence_id: int
    sha256: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(QuestionFact):
    """A no or a question back is a statement; `consent_id` is the consent that a yes gave, or was given by."""

    kind = "promotion.questions.answered"
    sentence = lazy("%(decider_account)s answered about use case %(case)s: %(question)s %(answer)s")

    answer: str
    answered_id: int
    decider_account_id: int
    consent_id: int | None = None

    def words(self) -> Mapping[str, str]:
        """Say the answer as people do, too."""
        return {**super().words(), "answer": str(ANSWERS[self.answer]) if self.answer in ANSWERS else self.answer}


@dataclass(frozen=True, kw_only=True)
class WaiverFact(QuestionFact):
    """What all facts about a waiver carry: for how many days it was proposed."""

    waiver_id: int
    days: int


@dataclass(frozen=True, kw_only=True)
class WaiverProposed(WaiverFact):
    """The reason is a statement."""

    kind = "promotion.questions.waiver_proposed"
    sentence = lazy("%(actor)s proposed to waive a question about use case %(case)s for %(days)s days: %(question)s")


@dataclass(frozen=True, kw_only=True)
class WaiverRefused(WaiverFact):
    """The reason is a statement."""

    kind = "promotion.questions.waiver_refused"
    sentence = lazy("%(actor)s did not agree to waive a question about use case %(case)s: %(question)s")


@dataclass(frozen=True, kw_only=True)
class QuestionWaived(WaiverFact):
    """A second person agreed."""

    kind = "promotion.questions.waived"
    sentence = lazy("%(actor)s agreed to waive a question about use case %(case)s for %(days)s days: %(question)s")


@dataclass(frozen=True, kw_only=True)
class WaiverRanOut(WaiverFact):
    kind = "promotion.questions.waiver_ran_out"
    sentence = lazy("The waiver of a question about use case %(case)s ran out: %(question)s")


@dataclass(frozen=True, kw_only=True)
class TermsSet(CaseFact):
    kind = "promotion.questions.terms_set"
    sentence = lazy("%(actor)s said for which data, purpose and system use case %(case)s is")
    shows_on = ()
    audience = Audience.ORGANIZERS


@dataclass(frozen=True, kw_only=True)
class PassedByFirst(CaseFact):
    """On the full path two people of different units let a use case pass."""

    kind = "promotion.questions.passed_by_first"
    sentence = lazy("%(actor)s let use case %(case)s pass; somebody of another unit has to agree")

    set_number: int
