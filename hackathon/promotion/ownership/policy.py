"""Who names a deputy, steps back, hands over or takes over, and that only the platform notices missing owners."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.promotion.adoption.policy import is_carried
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_steer, is_in_team, is_owner

NOTICING = "promotion.ownership.notice"
RETURNING = "promotion.ownership.return"
WATCHING = "promotion.ownership.watch"


def can_hand_over(actor: Actor, case: UseCase) -> Decision:
    """Let the owner pass on what they carry; where the owner is missing, a steward outside the case does."""
    is_missing = case.owner_missing_since is not None
    return allow_if(
        is_owner(actor, case) or (is_missing and can_steer(actor, case)),
        _("The owner hands it over; a steward does where the owner is missing."),
    ) & allow_if(is_carried(case), _("It has no owner yet, or is over."))


def can_take_over(actor: Actor, case: UseCase) -> Decision:
    """Let the deputy, or another product owner who had no part in it, step in for an owner who is missing."""
    return (
        allow_if(
            is_carried(case) and case.owner_missing_since is not None,
            _("Its owner is there. They can hand it over to you."),
        )
        & allow_if(
            is_deputy(actor, case) or (actor.is_site(SiteRole.PRODUCT_OWNER) and not is_owner(actor, case)),
            _("The deputy or another product owner takes it over."),
        )
        & allow_if(not is_in_team(actor, case), _("You belong to the team; somebody else has to take it over."))
        & allow_if(
            actor.id not in case.passers,
            _("You screened this yourself; somebody else has to take it over."),
        )
    )


def can_name_deputy(actor: Actor, case: UseCase) -> Decision:
    """Let the owner say who stands in for them."""
    return allow_if(is_owner(actor, case), _("The owner names the deputy.")) & allow_if(
        is_carried(case), _("It has no owner yet, or is over.")
    )


def can_step_back(actor: Actor, case: UseCase) -> Decision:
    """Let deputies end it themselves."""
    return allow_if(is_deputy(actor, case), _("You are not deputy of this use case."))


def is_deputy(actor: Actor, case: UseCase) -> bool:
    """Tell whether the person stands in for the owner."""
    return actor.id is not None and actor.id == case.deputy_id


def can_notice(actor: Actor) -> Decision:
    """Let only the platform say that an owner is missing, back, or missing for too long."""
    return allow_if(actor.is_system(NOTICING, RETURNING, WATCHING), _("The platform notices this by itself."))
