"""Whom a provider's word lets in, and who may link and unlink."""

from collections.abc import Collection

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.policy import SINGLE_SIGN_ON
from hackathon.people.organization.rules import covers
from hackathon.people.single_sign_on.rules import Person


def can_vouch(actor: Actor) -> Decision:
    """Let the platform alone take a provider's word."""
    return allow_if(actor.is_system(SINGLE_SIGN_ON), _("Sign in at the sign-in page."))


def belongs_here(person: Person, domains: Collection[str]) -> Decision:
    """Know somebody for a colleague by a proven address in one of the organization's domains."""
    return allow_if(covers(domains, person.email), _("This mail address is not of this organization."))


def may_open_by_mail(*, is_asked_for: bool, was_entered: bool) -> Decision:
    """Open an account that was there before by its proven address: one that nobody ever entered, as files make them.

    Others only where the installation asks for it, which it does not unless set: whoever can choose an address at
    the provider could otherwise take accounts over.
    """
    return allow_if(is_asked_for or not was_entered, _("There is an account with this address already."))


def can_change_links(*, is_fresh: bool) -> Decision:
    """Link and unlink a moment after signing in: an open browser is not enough."""
    return allow_if(
        is_fresh, _("Sign out and in again first: links can be changed for a quarter of an hour after signing in.")
    )


def can_unlink(*, is_fresh: bool, has_another_way: bool) -> Decision:
    """Unlink, as long as another way in is left."""
    return can_change_links(is_fresh=is_fresh) & allow_if(
        has_another_way, _("This is your only way in. Choose a password or link another account first.")
    )
