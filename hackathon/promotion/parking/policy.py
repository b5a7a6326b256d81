"""That only the clock ends the time for which a use case is parked."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _

LAPSING = "promotion.parking.lapse"


def can_lapse(actor: Actor) -> Decision:
    """Let only the clock decline what was parked too long."""
    return allow_if(actor.is_system(LAPSING), _("Parked use cases lapse by themselves."))
