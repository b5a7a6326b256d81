"""Who may make links into an event, whom they let in, and who decides on the others."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.joining.models import JoinLink, Newcomer
from hackathon.events.joining.states import NewcomerState
from hackathon.events.registration.policy import can_decide, takes_applications
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit


def can_make_link(actor: Actor, event: Event) -> Decision:
    """Let organizers make and withdraw links, also before the event is published: posters are printed early."""
    return can_edit(actor, event)


def can_admit(actor: Actor, event: Event) -> Decision:
    """Let organizers say of newcomers that they are who they say, or turn them away."""
    return can_decide(actor, event)


def join_link_works(link: JoinLink, *, at: datetime) -> Decision:
    """Use a join link: not withdrawn, and in time."""
    return allow_if(
        link.revoked_at is None and at < link.expires_at,
        _("This join link does not work any more. Ask who gave it to you for a new one."),
    )


def can_join(link: JoinLink, event: Event, *, at: datetime) -> Decision:
    """Join by a link while it works and the event takes registrations."""
    return join_link_works(link, at=at) & takes_applications(event, at=at)


def proof_works(newcomer: Newcomer, link: JoinLink, *, at: datetime) -> Decision:
    """Prove an address by a mailed link: once, in time, and not after the join link was withdrawn."""
    is_fresh = newcomer.state == NewcomerState.ASKED and newcomer.proof_until is not None and at < newcomer.proof_until
    return allow_if(
        is_fresh and link.revoked_at is None,
        _("This link was used before, or its time is over. Use the join link again to get a new one."),
    )
