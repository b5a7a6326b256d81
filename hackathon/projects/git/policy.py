"""Who opens private git hosts to the platform."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole


def can_open_git_hosts(actor: Actor) -> Decision:
    """Give and remove tokens: whoever does decides what every team here can read."""
    return allow_if(actor.is_site(SiteRole.ADMIN), _("Only administrators give tokens for git hosts."))
