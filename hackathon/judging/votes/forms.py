"""What a vote is."""

from collections.abc import Iterable

from wtforms import RadioField

from hackathon.judging.votes.models import Vote
from hackathon.judging.votes.queries import Choice
from hackathon.web.forms import Form, lazy, options


class VoteForm(Form):
    """The one project somebody likes best."""

    project_id = RadioField(lazy("Your favourite"), coerce=int)

    def offer(self, choices: Iterable[Choice], given: Vote | None) -> None:
        """Let these projects be chosen; the one that has the vote already is marked."""
        if given is not None and not self.project_id.raw_data:
            self.project_id.data = given.project_id
        self.project_id.choices = options((each.project_id, f"{each.title} · {each.team}") for each in choices)
