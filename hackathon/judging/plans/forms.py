"""What organizers choose for a plan."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from hackathon.judging.plans.rules import LARGEST_SEED, MOST_MINUTES, MOST_VIEWS, Asked
from hackathon.web.forms import Form, lazy


class PlanForm(Form):
    """How many judges each project gets; the rest has good values already."""

    views = IntegerField(
        lazy("Judges for each project"),
        default=Asked.views,
        validators=[InputRequired(), NumberRange(1, MOST_VIEWS)],
        description=lazy("Three at least, if the ranking is to be trusted."),
    )
    minutes = IntegerField(
        lazy("Minutes for each project"),
        default=Asked.minutes,
        validators=[InputRequired(), NumberRange(1, MOST_MINUTES)],
        description=lazy("Judges who said how much time they have get no more than fits into it."),
    )
    seed = IntegerField(
        lazy("Seed"),
        default=Asked.seed,
        validators=[InputRequired(), NumberRange(1, LARGEST_SEED)],
        description=lazy("The same judges, projects and seed give the same plan; another seed gives another."),
    )

    def asked(self) -> Asked:
        """Return what was chosen."""
        return Asked(**self.values())
