"""Who may offer a use case, and that only its owner answers."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide, is_in_team
from hackathon.promotion.cases.states import CARRIED, CasePath, CaseState

EXPIRING = "promotion.adoption.expire"


def can_offer(actor: Actor, case: UseCase, *, has_steward: bool) -> Decision:
    """Let those who decide about a use case offer it, once it has passed screening and, off the light path, a round."""
    return (
        can_decide(actor, case, has_steward=has_steward)
        & allow_if(case.screened_by is not None, _("It has to pass the three questions first."))
        & allow_if(
            case.path == CasePath.LIGHT or case.selected_at is not None,
            _("On its path, a selection round has to select it first."),
        )
    )


def can_answer(actor: Actor, case: UseCase, offer: Offer | None) -> Decision:
    """Leave the answer to the owner alone, about work of others that somebody else screened."""
    return (
        allow_if(
            offer is not None and actor.id is not None and actor.id == offer.owner_id,
            _("Only the product owner it is offered to answers."),
        )
        & allow_if(
            not is_in_team(actor, case) or (offer is not None and offer.is_to_member),
            _("You belong to the team: a manager or steward outside it has to confirm you as owner first."),
        )
        & allow_if(
            actor.id not in case.passers,
            _("You screened this yourself; somebody else has to screen what you take over."),
        )
    )


def is_carried(case: UseCase) -> bool:
    """Tell whether an owner has the use case, so that a new offer hands it over."""
    return case.state in {*CARRIED, CaseState.SUSPENDED}


def needs_sponsor(case: UseCase) -> bool:
    """Tell whether a signature is not enough: on the full path somebody stands behind the first owner."""
    return case.path == CasePath.FULL and not is_carried(case)


def can_expire(actor: Actor) -> Decision:
    """Let only the clock end an offer that nobody answered, and remind of it."""
    return allow_if(actor.is_system(EXPIRING), _("Offers expire by themselves."))
