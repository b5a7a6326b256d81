"""Who looks after the site."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole


def can_oversee(actor: Actor) -> Decision:
    """See kept mail, background work and what administrators did, and have work tried again."""
    return allow_if(actor.is_site(SiteRole.ADMIN), _("Only administrators look after the site."))
