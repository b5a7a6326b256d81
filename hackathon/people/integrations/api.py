"""Whom the token of a request speaks for."""

from collections.abc import Callable
from functools import partial

import structlog
from flask import Response, after_this_request
from sqlalchemy.exc import OperationalError

from hackathon.core.actors import system
from hackathon.core.work import Work
from hackathon.people.accounts.models import AccountState
from hackathon.people.accounts.queries import with_grants
from hackathon.people.integrations.commands import note_refusal, note_use
from hackathon.people.integrations.policy import NOTING
from hackathon.people.integrations.queries import TokenOwner, token_owner
from hackathon.people.integrations.rules import REFUSAL_NOTED_EVERY, USE_NOTED_EVERY, ended, is_due, is_secret
from hackathon.web.access import SignedIn
from hackathon.web.database import contributions, now, session, settings, working

log = structlog.get_logger()


def bearer_loader(secret: str) -> SignedIn | None:
    """Load whom a token speaks for: the token in one query, what its owner holds in another; None for an ended one."""
    owner = token_owner(session(), secret) if is_secret(secret) else None
    # As with sessions: the demo's people exist no longer than the demo does.
    if owner is None or (owner.is_demo and not settings().has_demo) or not _opens(owner):
        return None
    actor = with_grants(session(), owner.account_id, owner.display_name, contributions())
    return SignedIn("", actor, owner.display_name, owner.time_zone, scopes=frozenset(owner.token.scopes))


def _opens(owner: TokenOwner) -> bool:
    """Tell whether a token is good now, and see to it that this use or refusal is written down."""
    token, is_active = owner.token, owner.state == AccountState.ACTIVE
    why = ended(at=now(), expires_at=token.expires_at, is_revoked=token.revoked_at is not None, is_active=is_active)
    if why is not None and is_due(token.refused_at, at=now(), every=REFUSAL_NOTED_EVERY):
        _note_afterwards(partial(note_refusal, token_id=token.id, why=why))
    if why is None and is_due(token.used_at, at=now(), every=USE_NOTED_EVERY):
        _note_afterwards(partial(note_use, token_id=token.id))
    return why is None


def _note_afterwards(note: Callable[[Work], None]) -> None:
    """Write something down about a token once the answer is made, in a unit of work of its own.

    That GET never writes is a promise about what people asked for: nothing of theirs changes here. It is no job,
    which would be a write as well, and a bigger one. At most once a minute for each token, and an answer that is
    ready is not lost because the database was busy.
    """

    @after_this_request
    def write_down(answer: Response) -> Response:
        try:
            with working(system(NOTING)) as work:
                note(work)
        except OperationalError as trouble:
            log.warning("the use of a token was not noted", trouble=str(trouble.orig))
        return answer
