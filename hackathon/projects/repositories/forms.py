"""What a team types to link its repository."""

from wtforms.validators import InputRequired

from hackathon.web.forms import Form, LineField, VersionField, lazy


class LinkRepositoryForm(Form):
    """Where the repository is."""

    url = LineField(
        lazy("Address of the repository"),
        limit=500,
        validators=(InputRequired(lazy("Paste the address from which others clone it.")),),
        description=lazy(
            "The https:// address, as “git clone” takes it. For private repositories the platform needs a token, which"
            " an administrator gives it."
        ),
    )
    version = VersionField()
