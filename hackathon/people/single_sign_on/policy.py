"""Whom a provider's word lets in, and who may link and unlink."""

from collections.abc import Collection

from hackathon.core.actors import Actor
from hackathon.core.config import IdentityProvider
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.policy import SINGLE_SIGN_ON, can_sign_in
from hackathon.people.organization.rules import covers
from hackathon.people.single_sign_on.rules import Person


def can_vouch(actor: Actor) -> Decision:
    """Let the platform alone take a provider's word."""
    return allow_if(actor.is_system(SINGLE_SIGN_ON), _("Sign in at the sign-in page."))


def belongs_here(person: Person, domains: Collection[str]) -> Decision:
    """Know somebody for a colleague by a proven address in one of the organization's domains."""
    return allow_if(covers(domains, person.email), _("This mail address is not of this organization."))


def may_open_by_mail(provider: IdentityProvider, account: Account, domains: Collection[str], person: Person) -> bool:
    """Open an account that was there before by its address, once: only where the installation says so.

    It is off unless set, since whoever can choose an address at the provider could otherwise take accounts over.
    """
    return provider.links_by_mail and bool(
        belongs_here(person, domains) and can_sign_in(account) and not account.is_demo
    )


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
