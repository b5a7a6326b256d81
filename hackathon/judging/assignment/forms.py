"""What organizers tell to learn how many judges they need; nothing of it is kept."""

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form as PlainForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from hackathon.judging.assignment.rules import Effort
from hackathon.web.forms import lazy

_COUNT = [InputRequired(), NumberRange(1, 1000)]


class EffortForm(PlainForm):
    """Projects, ballots for each, minutes for a ballot, minutes of a judge; sent in the address."""

    projects = IntegerField(lazy("Projects"), validators=_COUNT)
    ballots = IntegerField(lazy("Ballots for each"), validators=_COUNT, default=Effort.ballots)
    minutes = IntegerField(lazy("Minutes for a ballot"), validators=_COUNT, default=Effort.minutes)
    time = IntegerField(lazy("Minutes a judge has"), validators=_COUNT, default=Effort.time)

    @classmethod
    def asked(cls, sent: MultiDict[str, str], projects: int) -> "EffortForm":
        """Read what the address asks about, with so many projects as long as it does not say."""
        given: Mapping[str, Any] = {"projects": max(1, projects)}
        return cls(sent if "projects" in sent else None, data=given)

    def effort(self, *, is_sent: bool) -> Effort | None:
        """Return what to count with, None where that is not all numbers."""
        return Effort(**self.data) if not is_sent or self.validate() else None
