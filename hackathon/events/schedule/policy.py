"""Who reminds, and who has a calendar address."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _

REMINDING = "events.schedule.remind"


def can_remind(actor: Actor) -> Decision:
    """Let only the platform remind people of what closes soon."""
    return allow_if(actor.is_system(REMINDING), _("Only the platform reminds people when it is time."))


def can_have_address(actor: Actor) -> Decision:
    """Let everybody who is signed in have a calendar address of their own."""
    return allow_if(actor.is_signed_in, _("Sign in to subscribe to your calendar."))
