"""Who may come in, and who may say who else may."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account, AccountState, SignInLink, SiteRole

SINGLE_SIGN_ON = "single sign-on"
"""Why the platform acts when an identity provider vouches for somebody."""
DECIDING_ROLES = frozenset(SiteRole) | {"organizer", "judge"}
"""Every site role, and those at an event whose word counts."""


def can_keep_accounts(actor: Actor) -> Decision:
    """Create accounts, see addresses, deactivate: administrators, and whoever has the machine, its start included."""
    return allow_if(
        actor.is_site(SiteRole.ADMIN) or actor.is_system("cli", "demo", "start"),
        _("Only administrators look after accounts."),
    )


def can_change_site_role(actor: Actor, account: Account) -> Decision:
    """Give or take a site role, of anybody but oneself; an identity provider says who is in its groups."""
    return (can_keep_accounts(actor) | allow_if(actor.is_system(SINGLE_SIGN_ON), "")) & _is_somebody_else(
        actor, account, _("Nobody changes their own roles. Ask another administrator.")
    )


def can_change_state(actor: Actor, account: Account) -> Decision:
    """Deactivate or reactivate an account, of anybody but oneself."""
    return (
        can_keep_accounts(actor)
        & _is_somebody_else(actor, account, _("Nobody deactivates their own account. Ask another administrator."))
        & allow_if(account.state != AccountState.ERASED, _("This account was erased. Nothing brings it back."))
    )


def can_issue_link(actor: Actor, account: Account, holder: Actor) -> Decision:
    """Issue a one-time link; `holder` is the account as an actor, with all it holds anywhere.

    Whoever passes a link on could use it: an account that decides must not be reachable that way, but from the
    machine itself, so that an administrator always finds a way in.
    """
    return (
        can_keep_accounts(actor)
        & allow_if(account.state == AccountState.ACTIVE, _("This account is deactivated. Reactivate it first."))
        & allow_if(
            actor.is_system("cli") or not _decides(holder),
            _("This person holds a role that decides, so nobody else may hold a link to their account."),
        )
    )


def can_sign_in(account: Account) -> Decision:
    """Use the account at all."""
    return allow_if(account.state == AccountState.ACTIVE, _("This account is deactivated."))


def can_use_link(link: SignInLink, account: Account, *, at: datetime) -> Decision:
    """Sign in with a link: once, in time, and not after sessions were ended."""
    is_fresh = link.used_at is None and at < link.expires_at and link.epoch == account.epoch
    return allow_if(
        is_fresh and can_sign_in(account),
        _("This link was used before, or its time is over. Ask for a new one."),
    )


def can_be_played(account: Account) -> Decision:
    """Sign in as this person from the demo's bar: never as an administrator."""
    is_admin = SiteRole.ADMIN in {given.role for given in account.site_roles}
    return can_sign_in(account) & allow_if(
        account.is_demo and not is_admin, _("This person does not take part in the demo.")
    )


def _decides(holder: Actor) -> bool:
    return holder.is_site(*DECIDING_ROLES) or any(grant.role in DECIDING_ROLES for grant in holder.grants)


def _is_somebody_else(actor: Actor, account: Account, reason: str) -> Decision:
    return allow_if(actor.id != account.id, reason)
