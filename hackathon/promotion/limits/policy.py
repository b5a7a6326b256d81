"""Who may change the numbers that promotion goes by."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole


def can_set_limits(actor: Actor) -> Decision:
    """Let stewards change them."""
    return allow_if(actor.is_site(SiteRole.STEWARD), _("Stewards change these numbers."))
