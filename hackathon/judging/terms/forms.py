"""What organizers settle about judging."""

from wtforms import BooleanField

from hackathon.web.forms import Form, VersionField, lazy


class TermsForm(Form):
    """Whether judges are named to teams, and whether people vote."""

    version = VersionField()
    names_judges = BooleanField(
        lazy("Teams see which judge wrote what"),
        description=lazy("Judges are told on their queue. It can be changed until the first ballot is open."),
    )
    has_vote = BooleanField(
        lazy("Whoever takes part votes for a favourite"),
        description=lazy(
            "While judging is open, everybody has one secret vote, not for their own team. It is counted apart from "
            "the ranking and shown with the results."
        ),
    )
