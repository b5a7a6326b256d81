"""What people write when they ask a team, and what a captain answers."""

from hackathon.teams.requests.rules import LONGEST_MESSAGE
from hackathon.web.forms import Form, TextField, lazy


class AskForm(Form):
    """What somebody tells a team that they would like to be in."""

    message = TextField(
        lazy("What you would bring"),
        limit=LONGEST_MESSAGE,
        description=lazy("The captain sees your craft, skills and unit anyway. Say why this team."),
    )


class AnswerForm(Form):
    """A word with the answer."""

    word = TextField(lazy("A word with your answer"), limit=LONGEST_MESSAGE)
