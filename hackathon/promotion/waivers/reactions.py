"""Asks for a second person's word, and tells people that a question is waived, is not, or is open again."""

from typing import cast

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import LazySentence, gettext, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import tell
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import deciders_of
from hackathon.promotion.questions.facts import QuestionFact, QuestionWaived, WaiverRanOut, WaiverRefused
from hackathon.promotion.questions.models import QuestionWaiver
from hackathon.promotion.questions.queries import agreers_of, asked_of, basis_of

PROPOSED = lazy("Waive a question about use case %(number)s, “%(title)s”? A second person has to agree")
TOLD: dict[type[Fact], LazySentence] = {
    QuestionWaived: lazy("A question about use case %(number)s, “%(title)s”, is waived for a while"),
    WaiverRefused: lazy("A question about use case %(number)s, “%(title)s”, is not waived"),
    WaiverRanOut: lazy("A waived question about use case %(number)s, “%(title)s”, is open again"),
}


def ask_second(work: Work, happened: Happened) -> None:
    """Ask those who may agree."""
    fact = cast(QuestionFact, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    to = agreers_of(work.session, case, happened.actor_id) - {basis_of(work.session, case).prospect_id or 0}
    tell(work, case, happened, to=to, subject=PROPOSED, text=_words(work, case, fact), page=_page(fact, "/waiver"))


def tell_of_waiver(work: Work, happened: Happened) -> None:
    """Tell whoever would own the use case, or owns it, and those who decide about it."""
    fact = cast(QuestionFact, happened.fact)
    case = work.get(UseCase, fact.subject_id)
    to = deciders_of(work.session, case) | {basis_of(work.session, case).prospect_id or 0}
    if isinstance(fact, WaiverRefused):
        to = {work.get(QuestionWaiver, fact.waiver_id).proposed_by}
    tell(work, case, happened, to=to, subject=TOLD[type(fact)], text=_words(work, case, fact), page=_page(fact))


def _words(work: Work, case: UseCase, fact: QuestionFact) -> str:
    return gettext(asked_of(work.session, case, fact.question, work.now).question.words)


def _page(fact: QuestionFact, below: str = "") -> str:
    return f"/questions/{fact.question}{below}"
