"""The must-pass questions as JSON: those that are asked from now on, and publishing others in their place."""

from dataclasses import asdict, dataclass
from typing import Annotated, TypedDict

from flask import Response

from hackathon.core.decisions import require
from hackathon.promotion.cases.api import Reason
from hackathon.promotion.question_sets.commands import publish_set
from hackathon.promotion.question_sets.policy import can_publish
from hackathon.promotion.question_sets.rules import LONGEST_HINT, LONGEST_WORDS
from hackathon.promotion.questions.queries import newest_set
from hackathon.promotion.questions.rules import Decider, Question
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working
from hackathon.web.shapes import Says

blueprint = api_blueprint("question_sets", __name__)
SET = "/question-set"


class QuestionOfSet(TypedDict):
    """A question of the set; `key` stays the same from set to set."""

    key: str
    words: str
    hint: str
    decider: str
    wants_evidence: bool
    is_full_only: bool


class SetShown(TypedDict):
    """The set that use cases are asked whose path is signed from now on."""

    number: int
    questions: list[QuestionOfSet]


@dataclass(frozen=True)
class QuestionGiven:
    """A question; without its key it is a new one."""

    words: Annotated[str, Says("maxLength", LONGEST_WORDS)]
    decider: Decider
    key: str = ""
    hint: Annotated[str, Says("maxLength", LONGEST_HINT)] = ""
    wants_evidence: bool = False
    is_full_only: bool = False


@dataclass(frozen=True)
class SetGiven:
    """All questions of the next set in their order, and why they change."""

    questions: list[QuestionGiven]
    reason: Reason


@blueprint.get(SET)
@signed_in
@promises(SetShown, is_versioned=True)
def show() -> Response:
    """Show the newest set; its ETag is what publishing another names in If-Match."""
    require(can_publish(current_actor()))
    return _answer()


@blueprint.put(SET)
@signed_in
@promises(SetShown, takes=SetGiven, is_versioned=True)
def publish() -> Response:
    """Publish a whole set in place of the one that was read."""
    given, version = body_as(SetGiven), version_read()
    with working() as work:
        publish_set(work, [Question(**asdict(each)) for each in given.questions], given.reason, after=version)
    return _answer()


def _answer() -> Response:
    newest = newest_set(session())
    shown: SetShown = {"number": newest.number, "questions": [_shown(each) for each in newest.questions]}
    return versioned(shown, newest.number)


def _shown(question: Question) -> QuestionOfSet:
    return {
        "key": question.key,
        "words": question.words,
        "hint": question.hint,
        "decider": question.decider,
        "wants_evidence": question.wants_evidence,
        "is_full_only": question.is_full_only,
    }
