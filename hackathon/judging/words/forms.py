"""The form by which product owners write to teams."""

from hackathon.web.forms import Form, TextField, VersionField, lazy


class WriteForm(Form):
    """What a team is told."""

    text = TextField(
        lazy("To the team"),
        description=lazy("They read it with their feedback when the results are out. It changes no score."),
    )
    version = VersionField()
