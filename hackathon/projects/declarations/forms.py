"""What a team declares, as its page sends it."""

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from hackathon.web.forms import Form

MOST = 2**31 - 1


class DeclareForm(Form):
    """A data set, a tool, and under which version of the matrix the answer to both was read."""

    dataset_id = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, MOST)])
    tool_id = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, MOST)])
    matrix_version = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0, MOST)])
