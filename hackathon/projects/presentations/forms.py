"""The form by which the order is drawn."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from hackathon.projects.presentations.rules import LONGEST, SEEDS
from hackathon.web.forms import Form, lazy


class OrderForm(Form):
    """How long each team has, and the seed where somebody wants a certain one."""

    minutes = IntegerField(lazy("Minutes for each team"), validators=[InputRequired(), NumberRange(1, LONGEST)])
    seed = IntegerField(
        lazy("Seed"),
        validators=[Optional(), NumberRange(0, SEEDS)],
        description=lazy("Leave empty for a new one. The same seed draws the same order, so anybody can check it."),
    )
