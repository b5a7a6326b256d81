"""What captains and organizers say when they decide on somebody's place."""

from collections.abc import Iterable

from wtforms import SelectField
from wtforms.validators import DataRequired

from hackathon.teams.formation.models import Team
from hackathon.web.forms import SENTENCE, Form, TextField, lazy, options

_NEEDED = lazy("Say why: the person and the organizers read it.")


class ReasonForm(Form):
    """Why somebody is taken out of a team."""

    reason = TextField(
        lazy("Why"),
        limit=SENTENCE,
        validators=(DataRequired(_NEEDED),),
        description=lazy("The person and the organizers read it, nobody else."),
    )


class MoveForm(ReasonForm):
    """Into which team somebody is put, and why."""

    team_id = SelectField(lazy("Team"), coerce=int)

    @classmethod
    def among(cls, teams: Iterable[tuple[Team, int]], limit: int) -> "MoveForm":
        """Make the form for these teams and their sizes."""
        form = cls()
        form.team_id.choices = options((team.id, f"{team.name} ({size}/{limit})") for team, size in teams)
        return form
