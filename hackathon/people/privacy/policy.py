"""Who may have a copy of whose data, and who may erase whom."""

from hackathon.core.actors import Actor
from hackathon.core.contributions import Viewing
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.accounts.policy import can_keep_accounts

EXPORT = "people.privacy.export"
FORGET = "people.privacy.forget"


def can_export(actor: Actor) -> Decision:
    """Let everybody with an account have a copy of their own data."""
    return allow_if(actor.is_signed_in, _("Sign in to get a copy of your data."))


def can_keep_export(actor: Actor) -> Decision:
    """Let only the platform put copies together and drop them."""
    return allow_if(actor.is_system(EXPORT, FORGET), _("Only the platform does this."))


def export_file_policy(view: Viewing, account_id: int) -> Decision:
    """Let nobody but the person themselves read the copy of their data, administrators neither."""
    return allow_if(view.actor.id == account_id, _("This is a copy of the data of another person."))


def can_erase(actor: Actor, account: Account) -> Decision:
    """Let people erase themselves, and administrators whoever asks them to; the demo's people belong to the demo."""
    return (
        (
            allow_if(account.id == actor.id, _("Only the person or an administrator may do this."))
            | can_keep_accounts(actor)
        )
        & allow_if(account.state != AccountState.ERASED, _("This account was erased already."))
        & allow_if(not account.is_demo, _("The people of the demo go with the demo; nobody erases them one by one."))
    )
