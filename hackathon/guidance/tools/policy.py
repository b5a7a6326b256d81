"""Who says which tools may be used."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole


def can_keep_tools(actor: Actor) -> Decision:
    """Let stewards add and change tools; administrators have no say in what is allowed."""
    return allow_if(actor.is_site(SiteRole.STEWARD), _("Only stewards decide which tools may be used."))
