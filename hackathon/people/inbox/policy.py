"""Who may read a notice."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.inbox.models import Notice


def can_read(actor: Actor, notice: Notice) -> Decision:
    """Only whom it was written to."""
    return allow_if(actor.id == notice.account_id, _("This was written to somebody else."))
