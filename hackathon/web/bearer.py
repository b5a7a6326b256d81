"""Tokens that programs send to the API (RFC 6750): where they stand in a request, and how one is asked for."""

from typing import NoReturn

from flask import abort, request

from hackathon.core.i18n import _
from hackathon.web.errors import problem
from hackathon.web.limits import count_wrong_token

READ, WRITE = "read", "write"
"""What a token may be given for."""
TOKENS_FOR = "/api/v1/"
"""Where tokens count; pages are for people, who sign in."""


def sent_token() -> str | None:
    """Return the token that this request carries, empty when it is none at all; None where it carries nothing."""
    sent = request.authorization if request.path.startswith(TOKENS_FOR) else None
    return sent.token or "" if sent is not None and sent.type == "bearer" else None


def demand_token() -> NoReturn:
    """Refuse a request that carries no token, or one that opens nothing; wrong ones are counted."""
    if sent_token() is None:
        _challenge(401, _("Send an API token: “Authorization: Bearer hk_…”. A signed-in browser may only read."))
    count_wrong_token()
    # One sentence for unknown, expired, revoked and deactivated: whoever found a token learns nothing about it.
    _challenge(401, _("This token opens nothing, or nothing any more. Make a new one."), error="invalid_token")


def demand_scope(scope: str) -> NoReturn:
    """Refuse a token that was not given for this."""
    sentence = _("This token may not do that: it was made without the scope “%(scope)s”.") % {"scope": scope}
    _challenge(403, sentence, error="insufficient_scope", scope=scope)


def _challenge(status: int, sentence: str, **about: str) -> NoReturn:
    answer = problem(status, sentence)
    said = ", ".join(f'{name}="{value}"' for name, value in {"realm": "api", **about}.items())
    answer.headers["WWW-Authenticate"] = f"Bearer {said}"
    abort(answer)
