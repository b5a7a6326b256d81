"""What is typed to start for real, and what the organization says about itself afterwards."""

from wtforms import EmailField, Field, PasswordField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from hackathon.core.i18n import _
from hackathon.people.accounts.rules import LONGEST, PasswordHash
from hackathon.people.organization.commands import Beginning
from hackathon.people.organization.models import Organization
from hackathon.people.organization.rules import domains_in
from hackathon.web.forms import SENTENCE, Form, LineField, VersionField, lazy

REMOVE = lazy("remove the demo")
"""What is typed before a demo is removed."""
_NAME = (DataRequired(lazy("Say what the organization is called.")),)
_DOMAINS = lazy("Parted by commas: example.org, example.com. People with such an address may come in by a join link.")


def _confirms(_form: object, field: Field) -> None:
    if (field.data or "").strip().strip("“”\"'.").casefold() != str(REMOVE).casefold():
        raise ValidationError(_("Type “%(words)s”, or go back: nothing is removed yet.") % {"words": REMOVE})


class StartForm(Form):
    """The organization, its first person, and what shows that this is meant."""

    organization = LineField(lazy("Organization"), validators=_NAME)
    display_name = LineField(lazy("Your name"), validators=(DataRequired(lazy("Fill this in.")),))
    email = EmailField(lazy("Your mail address"), validators=[InputRequired(lazy("Fill this in.")), Length(max=254)])
    password = PasswordField(
        lazy("Password"),
        description=lazy("12 characters or more; a few words in a row are easy to remember."),
        validators=[InputRequired(lazy("Fill this in.")), Length(max=LONGEST)],
    )
    mail_domains = LineField(
        lazy("Mail domains"),
        limit=SENTENCE,
        description=lazy("Whose people may come in by a join link, parted by commas. Empty: that of your address."),
    )
    code = LineField(
        lazy("Setup code"),
        description=lazy("Printed where this was started, for you are at another machine."),
        validators=(DataRequired(lazy("Fill this in.")),),
    )
    confirmation = LineField(lazy("To confirm"), validators=(DataRequired(lazy("Fill this in.")), _confirms))

    def ask_only(self, *, code: bool, confirmation: bool) -> None:
        """Leave out what needs no asking."""
        if not code:
            del self.code
        if not confirmation:
            del self.confirmation

    def beginning(self, password_hash: PasswordHash) -> Beginning:
        """Return what was typed; raise `Invalid` beside a domain that is none."""
        return Beginning(
            organization=self.organization.data or "",
            mail_domains=domains_in(self.mail_domains.data or ""),
            name=self.display_name.data or "",
            email=self.email.data or "",
            password_hash=password_hash,
        )


class OrganizationForm(Form):
    """What the organization says about itself."""

    version = VersionField()
    name = LineField(lazy("Organization"), validators=_NAME)
    mail_domains = LineField(lazy("Mail domains"), limit=5000, description=_DOMAINS)

    @classmethod
    def of(cls, organization: Organization | None) -> "OrganizationForm":
        """Begin with what is known."""
        if organization is None:
            return cls()
        domains = ", ".join(organization.mail_domains)
        return cls(name=organization.name, mail_domains=domains, version=organization.version)
