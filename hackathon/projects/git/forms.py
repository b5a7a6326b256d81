"""What an administrator types to open a private git host."""

from wtforms import PasswordField
from wtforms.validators import InputRequired, Length

from hackathon.projects.git.commands import HostDraft
from hackathon.web.forms import Form, LineField, lazy


class OpenHostForm(Form):
    address = LineField(
        lazy("Host"),
        limit=200,
        validators=(InputRequired(lazy("Fill this in.")),),
        description=lazy("As in the address of its repositories: https://git.example.org"),
    )
    user_name = LineField(
        lazy("User name"),
        description=lazy(
            "What the host asks for beside the token: x-access-token on GitHub, oauth2 on GitLab, the name that"
            " belongs to a deploy token. Empty where the token is sent alone, as a bearer token."
        ),
    )
    token = PasswordField(
        lazy("Token"),
        validators=[InputRequired(lazy("Fill this in.")), Length(max=1000)],
        description=lazy("One that can only read, and only the group's repositories. It is not shown again."),
    )

    def draft(self) -> HostDraft:
        """Return what was typed."""
        return HostDraft(**self.values())
