"""The form by which a team gets more time."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from wtforms import SelectField
from wtforms.validators import DataRequired, InputRequired

from hackathon.events.setup.models import Event
from hackathon.projects.extensions.rules import ExtensionDraft
from hackathon.web.forms import SENTENCE, Form, LineField, MomentField, lazy, options


class ExtendForm(Form):
    """Which team, until when, and why."""

    team_id = SelectField(lazy("Team"), coerce=int)
    until = MomentField(lazy("Until"), validators=[InputRequired(lazy("Say until when."))])
    reason = LineField(
        lazy("Why?"),
        limit=SENTENCE,
        validators=(DataRequired(lazy("Say why: the team and the judges read it.")),),
        description=lazy("Read by the team, the judges and the organizers."),
    )

    def offer_teams(self, teams: Iterable[tuple[int, str]]) -> None:
        """List which teams there are."""
        self.team_id.choices = options(teams)

    def draft(self, event: Event) -> ExtensionDraft:
        """Return what was typed, the wall time being of the event's zone."""
        until = self.until.moment(ZoneInfo(event.time_zone))
        return ExtensionDraft(until or event.deadline, self.reason.data or "")
