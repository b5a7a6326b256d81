"""What can be done with API tokens: make, revoke, and note when one was used or refused."""

from datetime import timedelta

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from hackathon.people.integrations.facts import TokenMade, TokenRefused, TokenRevoked
from hackathon.people.integrations.models import ApiToken
from hackathon.people.integrations.policy import can_make_token, can_note_use, can_revoke_token
from hackathon.people.integrations.queries import count_living, unrevoked_ids
from hackathon.people.integrations.rules import (
    MOST_DAYS,
    MOST_TOKENS,
    REFUSAL_NOTED_EVERY,
    USE_NOTED_EVERY,
    Ended,
    Scope,
    TokenDraft,
    is_due,
    new_secret,
)


def make_token(work: Work, draft: TokenDraft) -> str:
    """Make a token for the person who acts; return its secret, which is shown once and kept nowhere."""
    require(can_make_token(work.actor))
    account = work.lock(Account, work.actor.id)
    _require_sound(draft)
    if count_living(work.session, account.id, work.now) >= MOST_TOKENS:
        raise Conflict(_("You have %(most)s tokens already. Revoke one first.") % {"most": MOST_TOKENS})
    secret = new_secret()
    token = work.add(
        ApiToken(
            account_id=account.id,
            name=draft.name,
            scopes=sorted(draft.scopes),
            secret_hash=token_hash(secret),
            made_at=work.now,
            expires_at=work.now + timedelta(days=draft.days),
        )
    )
    work.record(TokenMade(subject_id=account.id, token_id=token.id, scopes=" ".join(token.scopes)))
    return secret


def revoke_token(work: Work, token_id: int) -> ApiToken:
    """End a token at once and for good; nothing happens where it was revoked before."""
    token = work.lock(ApiToken, token_id)
    require(can_revoke_token(work.actor, token))
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = work.now, work.actor.id
        work.record(TokenRevoked(subject_id=token.account_id, token_id=token.id))
    return token


def revoke_all_tokens(work: Work, account_id: int) -> None:
    """End every token of an account, so that none lives again with its reactivation."""
    for token_id in unrevoked_ids(work.session, account_id):
        revoke_token(work, token_id)


def note_use(work: Work, token_id: int) -> None:
    """Write down that a token was used, unless that was done within the last minute."""
    require(can_note_use(work.actor))
    token = work.lock(ApiToken, token_id)
    if is_due(token.used_at, at=work.now, every=USE_NOTED_EVERY):
        token.used_at = work.now


def note_refusal(work: Work, token_id: int, why: Ended) -> None:
    """Record that an ended token was tried, once an hour: programs that nobody looks after try for ever."""
    require(can_note_use(work.actor))
    token = work.lock(ApiToken, token_id)
    if is_due(token.refused_at, at=work.now, every=REFUSAL_NOTED_EVERY):
        token.refused_at = work.now
        work.record(TokenRefused(subject_id=token.account_id, token_id=token.id, why=why))


def _require_sound(draft: TokenDraft) -> None:
    if not draft.name:
        raise Invalid("name", _("Say what the token is for, so that you know later which one to revoke."))
    if not draft.scopes or not set(draft.scopes) <= set(Scope):
        raise Invalid("scopes", _("Choose what the token may do."))
    if not 1 <= draft.days <= MOST_DAYS:
        raise Invalid("days", _("A token lives for a day at least and for a year at most."))
