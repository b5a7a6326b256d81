"""What organizers say about an award."""

from wtforms import SelectField
from wtforms.validators import DataRequired

from hackathon.core.i18n import _
from hackathon.judging.awards.queries import Candidate
from hackathon.web.forms import SENTENCE, Form, LineField, lazy


class GiveAwardForm(Form):
    """Which project gets which award, and why."""

    project_id = SelectField(lazy("Project"), coerce=int)
    name = LineField(lazy("Award"), validators=(DataRequired(lazy("Give the award a name.")),))
    reason = LineField(lazy("Why this project"), limit=SENTENCE, description=lazy("Everybody can read this."))

    def offer(self, candidates: list[Candidate]) -> None:
        """Let these projects be chosen."""
        self.project_id.choices = [(each.project_id, _named(each)) for each in candidates]


def _named(candidate: Candidate) -> str:
    if candidate.place is None:
        return candidate.title
    return _("%(place)s. %(title)s") % {"place": candidate.place, "title": candidate.title}
