"""What can be done with the must-pass questions: publish a new set of them."""

from collections.abc import Sequence
from dataclasses import replace

from hackathon.core.decisions import Conflict, Invalid, Stale, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.organization.models import THE_ONE
from hackathon.promotion.cases.rules import need_reason
from hackathon.promotion.question_sets.facts import SetPublished
from hackathon.promotion.question_sets.policy import can_publish
from hackathon.promotion.question_sets.queries import keys_used
from hackathon.promotion.question_sets.rules import need_questions, new_key
from hackathon.promotion.questions.commands import write_first_set
from hackathon.promotion.questions.models import QuestionSet
from hackathon.promotion.questions.queries import newest_set
from hackathon.promotion.questions.rules import Question


def publish_set(work: Work, questions: Sequence[Question], reason: str, *, after: int) -> QuestionSet:
    """Publish a set that follows the one numbered `after`; a question without a key is new.

    Use cases whose path is signed from now on are asked this set, the others what they were asked before.
    """
    require(can_publish(work.actor))
    write_first_set(work)
    present = newest_set(work.session)
    if present.number != after:
        raise Stale(_("Somebody else published a set meanwhile. Look at theirs first."), version=present.number)
    keyed = _keyed(work, need_questions(questions))
    if keyed == present.questions:
        raise Invalid("", _("Nothing is different from the set before."))
    number = present.number + 1
    said = work.state(need_reason(reason))
    published = work.add(
        QuestionSet(
            number=number,
            questions=[each.written() for each in keyed],
            published_by=work.actor.id,
            published_at=work.now,
        ),
        unless_taken=Conflict(_("Somebody else published a set meanwhile. Look at theirs first.")),
    )
    work.record(SetPublished(subject_id=THE_ONE, set_number=number, **said.reference()))
    return published


def _keyed(work: Work, questions: Sequence[Question]) -> tuple[Question, ...]:
    """Give new questions a key of their own; refuse a key that no set ever had."""
    taken = keys_used(work.session)
    keyed = []
    for question in questions:
        if question.key and question.key not in taken:
            raise Invalid("", _("Nothing is known of one of the questions. Load the page again."))
        key = question.key or new_key(taken)
        taken.add(key)
        keyed.append(replace(question, key=key))
    return tuple(keyed)
