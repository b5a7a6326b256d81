"""Who may settle the terms of judging, and until when."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit


def can_settle(actor: Actor, event: Event) -> Decision:
    """Let whoever may edit an event settle how its results come out."""
    return can_edit(actor, event)


def is_name_open(*, has_begun: bool) -> Decision:
    """Settle whether teams see judges' names before a judge begins to write: they must know while they do."""
    return allow_if(
        not has_begun, _("The first ballot is open: judges were told already whether teams will see their names.")
    )
