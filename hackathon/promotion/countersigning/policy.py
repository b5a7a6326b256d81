"""Who countersigns: the sponsor whom the owner named, who had no part in the use case before."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import stands_outside


def can_countersign(actor: Actor, case: UseCase, offer: Offer | None) -> Decision:
    """Leave the second signature to the sponsor whom the owner named, who had no part in it before."""
    return (
        allow_if(
            offer is not None and actor.id is not None and actor.id == offer.sponsor_id,
            _("Only the sponsor whom the owner named countersigns."),
        )
        & allow_if(actor.is_site(SiteRole.SPONSOR), _("Only a sponsor countersigns."))
        & stands_outside(actor, case)
        & allow_if(
            actor.id not in case.passers and (offer is None or actor.id != offer.owner_id),
            _("You had your say about this use case already; another sponsor has to countersign."),
        )
    )
