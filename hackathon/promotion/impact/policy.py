"""Who gives readings, and while what."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_contribute
from hackathon.promotion.cases.states import CARRIED

REMINDING = "promotion.impact.remind"


def can_give_reading(actor: Actor, case: UseCase) -> Decision:
    """Take readings from the owner, the team and stewards while an owner carries the use case."""
    return can_contribute(actor, case) & allow_if(
        case.state in CARRIED, _("Readings begin when an owner has taken the use case over.")
    )


def can_remind(actor: Actor) -> Decision:
    """Let only the platform remind people to measure."""
    return allow_if(actor.is_system(REMINDING), _("Only the platform reminds people when it is time."))
