"""Who publishes the must-pass questions."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole


def can_publish(actor: Actor) -> Decision:
    """Let stewards publish them."""
    return allow_if(actor.is_site(SiteRole.STEWARD), _("Stewards publish the must-pass questions."))
