"""The shape of a ballot: one scale for each criterion of the event's rubric."""

from typing import cast

from wtforms import IntegerField, StringField
from wtforms.validators import Optional

from hackathon.core.i18n import lazy
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import Marks, score_field
from hackathon.judging.rubric.models import Rubric
from hackathon.web.forms import Form, OneOf, TextField, VersionField

ACTS = ("cast", "save", "later")


class BallotForm(Form):
    """What a judge types; `act` is the button that was pressed."""

    feedback = TextField(
        lazy("Feedback for the team"), description=lazy("The team reads this after the release, without your name.")
    )
    note = TextField(lazy("Note for yourself"), description=lazy("Nobody else ever reads this."))
    version = VersionField()
    act = StringField(validators=[OneOf(ACTS)])

    def marks(self) -> Marks:
        """Return what was typed; criteria without a score are left out."""
        scores = {int(name.removeprefix("score_")): f.data for name, f in self._fields.items() if name[:6] == "score_"}
        given = {criterion_id: value for criterion_id, value in scores.items() if value is not None}
        return Marks(given, self.feedback.data or "", self.note.data or "")


def ballot_form(rubric: Rubric, ballot: Ballot) -> BallotForm:
    """Make the form of a ballot, filled in with what was saved."""
    scales = {score_field(each.id): IntegerField(each.name, validators=[Optional()]) for each in rubric.criteria}
    shape = cast(type[BallotForm], type("BallotForm", (BallotForm,), scales))
    saved = {score_field(criterion_id): value for criterion_id, value in ballot.values.items()}
    return shape(feedback=ballot.feedback, note=ballot.note, version=ballot.version, **saved)
