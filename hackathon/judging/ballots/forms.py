"""The shape of a ballot: one scale for each criterion of its rubric, typed into a form or sent by a device."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypedDict, cast

from wtforms import IntegerField, StringField
from wtforms.validators import Optional

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import Act, Answer, Marks, Sent, score_field
from hackathon.judging.rubric.models import Rubric
from hackathon.web.forms import TEXT, Form, OneOf, TextField, VersionField, lazy
from hackathon.web.shapes import Moment, Says

_DIGITS = re.compile(r"[0-9]{1,9}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Alive(StrEnum):
    """Whether a judge thinks that a project will still be used in twelve months."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


ALIVE: dict[str, bool | None] = {Alive.YES: True, Alive.NO: False, Alive.UNKNOWN: None}
ALIVE_AS = {meant: str(said) for said, meant in ALIVE.items()}


class BallotForm(Form):
    """What a judge types; `act` is the button that was pressed."""

    feedback = TextField(
        lazy("Feedback for the team"),
        description=lazy("The team reads this after the release; without your name, unless your queue says otherwise."),
    )
    note = TextField(lazy("Note for yourself"), description=lazy("Nobody else ever reads this."))
    alive = StringField(lazy("Alive in 12 months?"), validators=[Optional(), OneOf(tuple(Alive))])
    version = VersionField()
    act = StringField(validators=[OneOf(tuple(Act))])

    def marks(self) -> Marks:
        """Return what was typed; criteria without a score are left out."""
        scores = {int(name.removeprefix("score_")): f.data for name, f in self._fields.items() if name[:6] == "score_"}
        given = {criterion_id: value for criterion_id, value in scores.items() if value is not None}
        return Marks(given, self.feedback.data or "", self.note.data or "", ALIVE.get(self.alive.data or ""))


def ballot_form(rubric: Rubric, ballot: Ballot) -> BallotForm:
    """Make the form of a ballot, filled in with what was saved."""
    scales = {score_field(each.id): IntegerField(each.name, validators=[Optional()]) for each in rubric.criteria}
    shape = cast(type[BallotForm], type("BallotForm", (BallotForm,), scales))
    saved: dict[str, Any] = {score_field(criterion_id): value for criterion_id, value in ballot.values.items()}
    saved["alive"] = ALIVE_AS[ballot.alive_in_a_year]
    return shape(feedback=ballot.feedback, note=ballot.note, version=ballot.version, **saved)


@dataclass(frozen=True)
class BallotSent:
    """What a judge's device sends: all that is on the ballot, the name of this sending, and when it was made there.

    `scores` are by the number of the criterion; `client_id` is a UUID: the same one again changes nothing. A cast
    with a `claimed_at` before the end of judging that comes in after it is kept, and not counted.
    """

    act: Act
    client_id: Annotated[str, Says("format", "uuid")]
    scores: dict[str, int] = field(default_factory=dict)
    feedback: Annotated[str, Says("maxLength", TEXT)] = ""
    note: Annotated[str, Says("maxLength", TEXT)] = ""
    alive: Alive = Alive.UNKNOWN
    claimed_at: Moment = ""

    def marks(self) -> Marks:
        """Return what was typed."""
        scores = {_criterion(name): value for name, value in self.scores.items()}
        return Marks(scores, self.feedback, self.note, ALIVE[self.alive])

    def sent(self) -> Sent:
        """Return what the device says of the sending; raise `Invalid` for a name or a moment that is none."""
        if not _UUID.fullmatch(self.client_id.lower()):
            raise Invalid("client_id", _("Send a UUID, such as 0b8f6f0e-6a56-4a8e-9d53-5d2f1f0c7a11."))
        return Sent(self.client_id.lower(), _moment(self.claimed_at) if self.claimed_at else None)


class BallotAnswered(TypedDict):
    """What became of a ballot that was sent; a late one is kept beside it and does not count."""

    version: int
    state: str
    late: bool


def answered(answer: Answer) -> BallotAnswered:
    """Tell a device what became of what it sent."""
    return {"version": answer.version, "state": answer.state, "late": answer.is_late}


def _criterion(name: str) -> int:
    if not _DIGITS.fullmatch(name):
        raise Invalid("scores", _("Name criteria by their numbers; “%(name)s” is none.") % {"name": name[:40]})
    return int(name)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid("claimed_at", _("Send a moment with its zone, such as 2026-11-24T12:00:00Z."))
    return moment
