"""What organizers say about a matching: whom it concerns, how long it may take, and whom they move where."""

from collections.abc import Iterable

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, NumberRange

from hackathon.core.i18n import _
from hackathon.teams.matching.commands import NEW, NOWHERE
from hackathon.teams.matching.rules import LARGEST_SEED, LONGEST_TIME, Asked
from hackathon.teams.situation.rules import SCOPE_LABELS, Scope
from hackathon.web.forms import ButtonForm, Form, lazy, options


class MatchForm(Form):
    """Whom to match; the rest has good values already."""

    scope = RadioField(lazy("Whom to match"), choices=lambda: options(SCOPE_LABELS.items()), default=Scope.ALONE)
    seed = IntegerField(
        lazy("Seed"),
        default=Asked.seed,
        validators=[InputRequired(), NumberRange(0, LARGEST_SEED)],
        description=lazy(
            "The same people and the same seed give the same teams. Another seed may break ties otherwise."
        ),
    )
    time_limit = IntegerField(
        lazy("Longest time, in seconds"),
        default=Asked.time_limit,
        validators=[InputRequired(), NumberRange(1, LONGEST_TIME)],
        description=lazy("It stops by itself as soon as no better teams are found; this is the safety net."),
    )

    def asked(self) -> Asked:
        """Return what was chosen."""
        return Asked(**self.values())


class MoveForm(ButtonForm):
    """Who is moved, and where to."""

    account_id = IntegerField(lazy("Person"), validators=[DataRequired(lazy("Choose a person first."))])
    to = SelectField(lazy("Move to"))

    @classmethod
    def over(cls, teams: Iterable[tuple[int, str]], questions: Iterable[tuple[int, str]], version: int) -> "MoveForm":
        """Make the form for the teams of a plan, and the questions that a new team could take."""
        form = cls(version=version)
        form.to.choices = [
            *((str(team_id), name) for team_id, name in teams),
            (NOWHERE, _("No team")),
            (NEW, _("A new team without a question")),
            *(
                (f"{NEW}:{row_id}", _("A new team on “%(question)s”") % {"question": title})
                for row_id, title in questions
            ),
        ]
        return form
