"""The form of a whole set of must-pass questions."""

from collections.abc import Sequence

from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired

from hackathon.promotion.question_sets.rules import MOST_QUESTIONS
from hackathon.promotion.questions.rules import DECIDERS, Question
from hackathon.web.forms import SENTENCE, Form, HiddenField, LineField, TextField, VersionField, lazy, options

ROOM = 2
"""How many new questions can be added at once."""
ANY = 1_000_000
"""How long one may be is said for the whole set, in one sentence."""


class QuestionRow(PlainForm):
    """One question; without words it is left out."""

    key = HiddenField()
    words = LineField(lazy("Question"), limit=ANY)
    hint = LineField(lazy("What explains it"), limit=ANY)
    decider = SelectField(lazy("Who decides"), choices=options(DECIDERS.items()))
    wants_evidence = BooleanField(lazy("Evidence is expected"))
    is_full_only = BooleanField(lazy("Only on the full path"))


class SetForm(Form):
    """All questions, and why they change."""

    questions = FieldList(FormField(QuestionRow), max_entries=MOST_QUESTIONS + ROOM)
    reason = TextField(
        lazy("Why"),
        limit=SENTENCE,
        validators=(InputRequired(lazy("Say why, in a sentence that the people concerned can use.")),),
    )
    version = VersionField()

    def draft(self) -> list[Question]:
        """Return the questions that have words."""
        return [Question(**row) for row in self.questions.data if row["words"]]


def set_form(questions: Sequence[Question], number: int) -> SetForm:
    """Make the form, filled in with the present set and a few empty rows."""
    present = [each.written() for each in questions]
    return SetForm(questions=present + [{"decider": "steward"}] * ROOM, version=number)
