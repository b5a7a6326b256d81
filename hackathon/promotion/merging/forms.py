"""The form that merges a use case."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from hackathon.promotion.cases.forms import ReasonForm
from hackathon.web.converters import LARGEST
from hackathon.web.forms import lazy


class MergeForm(ReasonForm):
    """Into which use case, and why."""

    into = IntegerField(
        lazy("Into use case number"),
        validators=[
            InputRequired(lazy("Give the number of another use case.")),
            NumberRange(1, LARGEST, lazy("Give the number of another use case.")),
        ],
    )
