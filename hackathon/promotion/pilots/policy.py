"""That only the clock ends pilots."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _

PILOT_SWEEP = "promotion.pilots.sweep"


def can_end(actor: Actor) -> Decision:
    """Let only the clock warn of the end of a pilot, and end it."""
    return allow_if(actor.is_system(PILOT_SWEEP), _("Pilots end by themselves."))
