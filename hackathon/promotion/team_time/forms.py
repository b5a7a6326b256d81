"""The form that grants time."""

from collections.abc import Sequence
from datetime import date

from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from hackathon.promotion.team_time.queries import Coming
from hackathon.promotion.team_time.rules import WEEK, Span
from hackathon.web.forms import Form, lazy, options


class GrantForm(Form):
    """Whose time, how much of each week, and from when until when."""

    member_id = SelectField(lazy("Whose time"), coerce=int)
    half_days = SelectField(lazy("How much"), coerce=int, default=2)
    starts_on = DateField(lazy("From"), validators=[InputRequired(lazy("Say from which day on."))])
    ends_on = DateField(lazy("Until"), validators=[InputRequired(lazy("Say until which day."))])

    def offer(self, people: Sequence[Coming]) -> None:
        """Let one of these people be chosen."""
        self.member_id.choices = options({each.account_id: each.name for each in people}.items())
        today = date.min
        self.half_days.choices = options((each, Span(each, today, today).days) for each in range(1, WEEK + 1))

    def span(self) -> Span:
        """Return how much time was typed."""
        return Span(self.half_days.data, self.starts_on.data or date.min, self.ends_on.data or date.min)
