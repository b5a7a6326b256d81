"""Who reads the record as a whole, has it signed, and says where its checkpoints are kept."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole

READERS = (SiteRole.AUDITOR, SiteRole.ADMIN)


def can_read_record(actor: Actor) -> Decision:
    """Read every entry: what it says by numbers and codes, not what people typed."""
    return allow_if(actor.is_site(*READERS), _("Only auditors and administrators read the whole record."))


def can_sign(actor: Actor) -> Decision:
    """Have it signed how far the record is, which decides nothing and takes nothing away."""
    return can_read_record(actor)


def can_set_addresses(actor: Actor) -> Decision:
    """Say to whom checkpoints are mailed."""
    return allow_if(actor.is_site(SiteRole.ADMIN), _("Only administrators say to whom checkpoints are mailed."))
