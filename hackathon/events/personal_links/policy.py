"""Who may make personal links, and whom they let in."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import ALLOWED, Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.personal_links.models import PersonalLink
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit
from hackathon.people.accounts.models import Account


def can_invite(actor: Actor, event: Event, own: Account | None, email: str) -> Decision:
    """Make a personal link for somebody else; `own` is the actor's account."""
    return can_edit(actor, event) & allow_if(
        own is not None and own.email != email,
        _("Nobody makes themselves a judge or mentor by a link. Ask another organizer."),
    )


def personal_link_works(link: PersonalLink, *, at: datetime) -> Decision:
    """Use a personal link: once, in time, not withdrawn."""
    return allow_if(
        link.used_at is None and link.revoked_at is None and at < link.expires_at,
        _("This personal link was used before, was withdrawn, or its time is over. Ask who sent it for a new one."),
    )


def can_use_personal_link(actor: Actor, link: PersonalLink, owner: Account | None) -> Decision:
    """Use a personal link as the person it is for; `owner` is the account of their address, if there is one.

    Whoever passed the link on may hold it too: it never opens an account that was there before.
    """
    is_own = owner is not None and actor.id == owner.id
    return allow_if(
        actor.id != link.made_by, _("You made this link. It is for somebody else, and nobody judges by their own hand.")
    ) & (ALLOWED if is_own else _is_for_a_newcomer(actor, owner))


def _is_for_a_newcomer(actor: Actor, owner: Account | None) -> Decision:
    return allow_if(
        owner is None, _("This link is for somebody who has an account already. Sign in with it, then open the link.")
    ) & allow_if(not actor.is_signed_in, _("This link is for somebody else. Sign out first if you are that person."))
