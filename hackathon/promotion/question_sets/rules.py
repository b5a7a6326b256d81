"""What makes a set of must-pass questions that can be published."""

import re
from collections.abc import Collection, Sequence

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.promotion.questions.rules import DECIDERS, Question, folded

MOST_QUESTIONS = 20
LONGEST_WORDS, LONGEST_HINT = 200, 300


def need_questions(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return a set that can be published; raise `Invalid` for one that nobody could answer."""
    if not questions:
        raise Invalid("", _("Keep at least one question."))
    if len(questions) > MOST_QUESTIONS:
        raise Invalid("", _("At most %(most)s questions are possible.") % {"most": MOST_QUESTIONS})
    if len({folded(each.words) for each in questions}) < len(questions):
        raise Invalid("", _("Two of the questions are the same."))
    for each in questions:
        _need_question(each)
    return tuple(questions)


def _need_question(question: Question) -> None:
    if not question.words.strip():
        raise Invalid("", _("Each question needs its words."))
    if len(question.words) > LONGEST_WORDS or len(question.hint) > LONGEST_HINT:
        raise Invalid(
            "",
            _("A question has at most %(words)s characters, what explains it %(hint)s.")
            % {"words": LONGEST_WORDS, "hint": LONGEST_HINT},
        )
    if question.decider not in DECIDERS:
        raise Invalid("", _("Say who decides each question."))


def new_key(taken: Collection[str]) -> str:
    """Return a key for a question that no other question has or had."""
    numbers = (int(key[1:]) for key in taken if re.fullmatch(r"q[0-9]{1,9}", key))
    return f"q{max(numbers, default=0) + 1}"
