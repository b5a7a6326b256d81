"""What people type about a team."""

from collections.abc import Iterable

from sqlalchemy import Row
from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired

from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.people.profiles.forms import SkillsField
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.rules import ENTRY_LABELS, TeamDraft, wanted_skills_in
from hackathon.teams.formation.states import TeamEntry
from hackathon.web.forms import SENTENCE, ChoicesField, Form, LineField, TextField, VersionField, lazy, options

NAME = 80
PITCH = 2000


class TeamForm(Form):
    """A team's name, what it wants to do, on which question and with whom."""

    version = VersionField()
    name = LineField(lazy("Name"), limit=NAME, validators=(DataRequired(lazy("Give the team a name.")),))
    challenge_id = SelectField(lazy("Question"), coerce=lambda typed: int(typed) if typed else None)
    pitch = TextField(
        lazy("What you want to do"),
        limit=PITCH,
        description=lazy("One or two sentences that make somebody want to join. Markdown works."),
    )
    wanted_crafts = ChoicesField(
        lazy("Whom you look for"),
        choices=lambda: options(CRAFT_LABELS.items()),
        description=lazy("A domain expert and a data person are always shown as missing until you have them."),
    )
    wanted_skills = SkillsField(
        lazy("Skills you look for"), limit=SENTENCE, description=lazy("Parted by commas: SQL, time series.")
    )
    entry = RadioField(lazy("How people get in"), choices=lambda: options(ENTRY_LABELS.items()), default=TeamEntry.OPEN)

    @classmethod
    def on(cls, questions: Iterable[Row[Challenge, int]], team: Team | None = None, **defaults: object) -> "TeamForm":
        """Make the form for the questions of an event, filled with a team's present words."""
        form = cls(team, **defaults)
        named = ((question.id, _with_places(question, taken)) for question, taken in questions)
        form.challenge_id.choices = [("", _("Not decided yet")), *named]
        return form

    def draft(self) -> TeamDraft:
        """Return what was typed."""
        skills = wanted_skills_in(self.wanted_skills.data or "")
        return TeamDraft(**self.values("wanted_skills"), wanted_skills=skills)


def _with_places(question: Challenge, taken: int) -> str:
    if question.max_teams is None:
        return question.title
    values = {"question": question.title, "taken": taken, "limit": question.max_teams}
    return _("%(question)s (%(taken)s of %(limit)s teams)") % values
