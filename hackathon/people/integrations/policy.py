"""Who may make, see and revoke API tokens."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.people.accounts.policy import can_keep_accounts
from hackathon.people.integrations.models import ApiToken

FOLLOWING = "people.integrations.follow_deactivation"
NOTING = "people.integrations.note_use"


def can_make_token(actor: Actor) -> Decision:
    """Let everybody with an account make tokens for themselves, and for nobody else."""
    return allow_if(actor.is_signed_in, _("Sign in to make a token."))


def can_revoke_token(actor: Actor, token: ApiToken) -> Decision:
    """Let owners revoke their own tokens, administrators everybody's, and the platform those of who was deactivated."""
    return allow_if(
        token.account_id == actor.id or actor.is_system(FOLLOWING) or can_keep_accounts(actor),
        _("Only its owner or an administrator revokes a token."),
    )


def can_note_use(actor: Actor) -> Decision:
    """Let only the platform write down when a token was used or refused."""
    return allow_if(actor.is_system(NOTING), _("Only the platform does this."))
