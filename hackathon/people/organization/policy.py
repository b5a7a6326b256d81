"""Who may start an installation for real, and who looks after its settings."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.policy import can_keep_accounts
from hackathon.people.organization.models import Organization

START = "start"
"""Why the platform acts when it starts for real: nobody is there yet who could."""


def can_start(actor: Actor) -> Decision:
    """Let only the start page start for real."""
    return allow_if(actor.is_system(START), _("Only the start page starts for real."))


def is_open(organization: Organization | None, *, has_demo: bool, has_people: bool) -> Decision:
    """Begin while there is nothing but a demo, or nobody at all: what people made in earnest is never removed."""
    is_real = organization is not None and not organization.is_demo
    return allow_if(
        not is_real and (has_demo or not has_people),
        _("This installation was started for real already. Sign in, or ask an administrator for an account."),
    )


def can_enter(*, is_at_the_machine: bool, knows_code: bool) -> Decision:
    """Believe whoever sits at the machine, and from elsewhere whoever read the code there."""
    return allow_if(
        is_at_the_machine or knows_code,
        _("This is not the code. It is printed where the installation is started."),
    )


def can_edit_organization(actor: Actor) -> Decision:
    """Let administrators say who the organization is."""
    return can_keep_accounts(actor)
