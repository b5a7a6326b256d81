"""The shape of naming finalists."""

from hackathon.judging.finals.queries import Field
from hackathon.web.forms import SENTENCE, ChoicesField, Form, TextField, lazy, options


class FinalistsForm(Form):
    """Who goes on, and why where that is not whom the ranking proposes."""

    project_ids = ChoicesField(lazy("Who goes on"), coerce=int)
    reason = TextField(
        lazy("Why others than proposed"),
        limit=SENTENCE,
        description=lazy("Only needed where you deviate. Organizers of this event can read it."),
    )

    def offer(self, field: Field) -> None:
        """Let the projects of the stage before be chosen."""
        self.project_ids.choices = options((each.project_id, each.title) for each in field.candidates)
