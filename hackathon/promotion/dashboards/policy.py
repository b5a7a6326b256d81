"""Which dashboards are somebody's."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole

OWNER, STEWARD, SPONSOR = "owner", "steward", "sponsor"


def can_see_all(actor: Actor) -> Decision:
    """Show what waits for all deciders to stewards, and to auditors."""
    return allow_if(actor.is_site(SiteRole.STEWARD, SiteRole.AUDITOR), _("Stewards and auditors see this."))


def dashboards_of(actor: Actor) -> list[str]:
    """List the dashboards that somebody's roles lead to, the one with most to decide first."""
    found = [(STEWARD, bool(can_see_all(actor)))]
    found += [(SPONSOR, actor.is_site(SiteRole.SPONSOR)), (OWNER, actor.is_site(SiteRole.PRODUCT_OWNER))]
    return [name for name, is_theirs in found if is_theirs]
