"""Who takes a use case to a tracker, links its ticket, and says which trackers there are."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_contribute, can_read_inside


def can_hand_over(actor: Actor, case: UseCase) -> Decision:
    """Let those take it along who read its evidence."""
    return can_read_inside(actor, case)


def can_link_ticket(actor: Actor, case: UseCase) -> Decision:
    """Let the owner, the team and stewards say where the work goes on."""
    return can_contribute(actor, case)


def can_keep_trackers(actor: Actor) -> Decision:
    """Let administrators say which trackers use cases can be opened in: it is a setting, not a decision."""
    return allow_if(actor.is_site(SiteRole.ADMIN), _("Only administrators add trackers."))
