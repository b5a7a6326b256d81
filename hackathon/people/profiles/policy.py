"""Who may see whose profile."""

from sqlalchemy import ColumnElement, false, true

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.accounts.policy import can_keep_accounts


def can_view(actor: Actor, account: Account) -> Decision:
    """Colleagues see each other; who left is seen by administrators only."""
    return allow_if(
        actor.is_signed_in and (account.state == AccountState.ACTIVE or can_keep_accounts(actor)),
        _("There is no such person here, or not any more."),
    )


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Write `can_view` as SQL."""
    if not actor.is_signed_in:
        return false()
    return true() if can_keep_accounts(actor) else Account.state == AccountState.ACTIVE


def can_see_address(actor: Actor, account: Account) -> Decision:
    """See an e-mail address: one's own, and administrators everybody's."""
    return allow_if(actor.id == account.id, _("Addresses are shown to administrators only.")) | can_keep_accounts(actor)
