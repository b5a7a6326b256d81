"""What organizers type about a table."""

from hackathon.judging.tables.rules import LONGEST
from hackathon.web.forms import Form, LineField, lazy


class TableForm(Form):
    """The name of a project's table."""

    label = LineField(lazy("Table"), limit=LONGEST)
