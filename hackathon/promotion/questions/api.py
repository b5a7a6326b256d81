"""Must-pass questions as JSON: how each stands, and the same answers and decisions as on the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, TypedDict

from flask import Response

from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.rules import LONGEST_LINK
from hackathon.promotion.nominations.rules import ReasonCode, Refusal
from hackathon.promotion.questions import commands
from hackathon.promotion.questions.forms import LONGEST_ADDRESS
from hackathon.promotion.questions.queries import Asked, asked_of, questions_seen
from hackathon.promotion.questions.rules import LONGEST_TERM, Answer, Terms
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import now, session, working
from hackathon.web.forms import SENTENCE
from hackathon.web.shapes import Says

blueprint = api_blueprint("questions", __name__)
QUESTIONS = "/use-cases/<int:number>/questions"
QUESTION = f"{QUESTIONS}/<key>"
MOST_DAYS = 3_650
Words = Annotated[str, Says("maxLength", SENTENCE)]
Term = Annotated[str, Says("maxLength", LONGEST_TERM)]


class QuestionShown(TypedDict):
    """A question; `standing` is open, asked_back, no, waived or yes, the version what an answer names in If-Match."""

    key: str
    words: str
    decides: str
    decider: str | None
    standing: str
    evidence: int
    version: int


class QuestionsShown(TypedDict):
    """The questions of a use case that one may read; its version is what a decision names in If-Match."""

    number: int
    state: str
    path: str
    data: str
    purpose: str
    system: str
    questions: list[QuestionShown]


@dataclass(frozen=True)
class AnswerGiven:
    """Yes, no with why and what would change it, or what is asked back as the reason."""

    answer: Answer
    reason: Words = ""
    would_change: Words = ""


@dataclass(frozen=True)
class DeciderGiven:
    """The mail address of whoever decides."""

    email: Annotated[str, Says("maxLength", LONGEST_ADDRESS)]


@dataclass(frozen=True)
class NoteGiven:
    """A link, a few words, or both; files are given on the page."""

    link: Annotated[str, Says("maxLength", LONGEST_LINK)] = ""
    note: Words = ""


@dataclass(frozen=True)
class TermsGiven:
    """Which data, for which purpose, in which system."""

    data: Term
    purpose: Term
    system: Term


@dataclass(frozen=True)
class RefusalGiven:
    """Why it is declined, what would change that, and in how many days to come back, 0 for whenever."""

    code: ReasonCode
    reason: Words
    would_change: Words
    come_back_in_days: int = 0

    def refusal(self, today: date) -> Refusal:
        """Return what is told."""
        days = min(self.come_back_in_days, MOST_DAYS)
        return Refusal(self.reason, self.code, self.would_change, today + timedelta(days) if days else None)


@blueprint.get(QUESTIONS)
@signed_in
@promises(QuestionsShown, is_versioned=True)
def index(number: int) -> Response:
    """Show the questions of a use case that one may read."""
    return _all(number)


@blueprint.put(f"{QUESTION}/answer")
@signed_in
@promises(QuestionShown, takes=AnswerGiven, is_versioned=True)
def answer(number: int, key: str) -> Response:
    """Answer a question that is yours to decide."""
    given = body_as(AnswerGiven)
    draft = commands.AnswerDraft(given.answer, given.reason, given.would_change)
    return _one(number, key, commands.answer_question, draft, version=version_read())


@blueprint.put(f"{QUESTION}/decider")
@signed_in
@promises(QuestionShown, takes=DeciderGiven, is_versioned=True)
def name(number: int, key: str) -> Response:
    """Name who decides a question."""
    return _one(number, key, commands.name_decider, body_as(DeciderGiven).email, version=version_read())


@blueprint.post(f"{QUESTION}/evidence")
@signed_in
@promises(QuestionShown, takes=NoteGiven)
def give(number: int, key: str) -> Response:
    """Give something by which a question can be decided."""
    given = body_as(NoteGiven)
    return _one(number, key, commands.give_evidence, commands.EvidenceDraft(given.link, given.note))


@blueprint.put(f"{QUESTIONS}/terms")
@signed_in
@promises(QuestionsShown, takes=TermsGiven)
def terms(number: int) -> Response:
    """Say for which data, purpose and system owners are asked."""
    case_id, given = _case(number).id, body_as(TermsGiven)
    with working() as work:
        commands.set_terms(work, case_id, Terms(given.data, given.purpose, given.system))
    return _all(number)


@blueprint.post(f"{QUESTIONS}/pass")
@signed_in
@promises(QuestionsShown, is_versioned=True)
def pass_on(number: int) -> Response:
    """Let a use case pass whose questions are all passed; on the full path a second person does so, too."""
    case_id, version = _case(number).id, version_read()
    with working() as work:
        commands.pass_case(work, case_id, version=version)
    return _all(number)


@blueprint.post(f"{QUESTIONS}/decline")
@signed_in
@promises(QuestionsShown, takes=RefusalGiven, is_versioned=True)
def decline(number: int) -> Response:
    """Decline a use case after a no."""
    case_id, given, version = _case(number).id, body_as(RefusalGiven), version_read()
    with working() as work:
        commands.decline_case(work, case_id, given.refusal(now().date()), version=version)
    return _all(number)


def _one(number: int, key: str, command: Callable[..., Any], given: object, **more: Any) -> Response:
    case_id = _case(number).id
    with working() as work:
        command(work, case_id, key, given, **more)
    asked = asked_of(session(), _case(number), key, now())
    return versioned(_shown(asked), asked.version)


def _case(number: int) -> UseCase:
    return lineage_of(session(), current_actor(), number).case


def _all(number: int) -> Response:
    case = _case(number)
    basis, asked = questions_seen(session(), current_actor(), case, now())
    shown: QuestionsShown = {
        "number": case.number,
        "state": case.state,
        "path": case.path,
        "data": basis.terms.data,
        "purpose": basis.terms.purpose,
        "system": basis.terms.system,
        "questions": [_shown(each) for each in asked],
    }
    return versioned(shown, case.version)


def _shown(asked: Asked) -> QuestionShown:
    return {
        "key": asked.question.key,
        "words": asked.question.words,
        "decides": asked.question.decider,
        "decider": asked.decider.name if asked.decider else None,
        "standing": asked.standing,
        "evidence": len(asked.evidence),
        "version": asked.version,
    }
