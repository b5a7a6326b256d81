"""What organizers say about an award."""

from collections.abc import Sequence

from wtforms import SelectField
from wtforms.validators import DataRequired

from hackathon.core.i18n import _
from hackathon.judging.awards.queries import Candidate, Planned
from hackathon.web.forms import SENTENCE, Form, LineField, lazy, options


class GiveAwardForm(Form):
    """Which project gets which award, and why."""

    project_id = SelectField(lazy("Project"), coerce=int)
    name = LineField(lazy("Award"), validators=(DataRequired(lazy("Give the award a name.")),))
    reason = LineField(lazy("Why this project"), limit=SENTENCE, description=lazy("Everybody can read this."))

    def offer(self, candidates: list[Candidate]) -> None:
        """Let these projects be chosen."""
        self.project_id.choices = [(each.project_id, _named(each)) for each in candidates]


class PrizeForm(Form):
    """What can be won, and by the best of what."""

    name = LineField(lazy("Prize"), validators=(DataRequired(lazy("Give the prize a name.")),))
    scope = SelectField(lazy("For the best of"))

    def offer(self, scopes: Sequence[tuple[str, str]]) -> None:
        """Let these tracks and questions be chosen."""
        self.scope.choices = options([("", _("everything, or whomever you choose")), *scopes])

    def chosen(self) -> dict[str, int]:
        """Return the track or the question that was chosen, as the argument of a command."""
        kind, _dash, row_id = (self.scope.data or "").partition("-")
        return {f"{kind}_id": int(row_id)} if row_id else {}


class DecidePrizeForm(Form):
    """Who wins a prize, and why where the scores propose another."""

    project_id = SelectField(lazy("Winner"), coerce=int)
    reason = LineField(
        lazy("Why"),
        limit=SENTENCE,
        description=lazy("Needed where the scores propose another. Everybody can read this."),
    )

    def offer(self, planned: Planned) -> None:
        """Let the projects be chosen that can win the prize."""
        self.project_id.choices = options(
            (project_id, _("%(title)s (proposed)") % {"title": title} if project_id in planned.proposed else title)
            for project_id, title in planned.choices
        )


def _named(candidate: Candidate) -> str:
    if candidate.place is None:
        return candidate.title
    return _("%(place)s. %(title)s") % {"place": candidate.place, "title": candidate.title}
