"""Rate limits on what can be guessed or flooded, counted in the queue's Valkey for all web processes together."""

from collections.abc import Callable
from http import HTTPStatus

import flask_login
from flask import Flask, Response, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(
    get_remote_address, default_limits=[], headers_enabled=False, strategy="fixed-window", swallow_errors=True
)


def typed(field: str) -> Callable[[], str]:
    """Key a limit by what was typed in a field, so that one account cannot be guessed from many addresses."""
    return lambda: f"{field}:{request.form.get(field, '').strip().lower()[:254]}"


def _was_refused(response: Response) -> bool:
    return response.status_code >= HTTPStatus.BAD_REQUEST


per_address = limiter.limit("30 per minute", methods=["POST"])
"""For what sends mail: thirty a minute from one address."""
guesses_per_address = limiter.limit("30 per minute", methods=["POST"], deduct_when=_was_refused)
"""For sign-in and links: thirty wrong tries a minute from one address, behind which may sit a whole company."""
guesses_per_email = limiter.limit(
    "10 per 15 minutes", key_func=typed("email"), methods=["POST"], deduct_when=_was_refused
)
"""For sign-in: ten wrong tries for one account, from wherever they come."""
answers_per_address = limiter.limit("30 per minute", deduct_when=_was_refused)
"""For what comes back from identity providers, by GET: thirty refused answers a minute from one address."""
joins_per_address = limiter.limit("120 per minute", methods=["POST"])
"""For join links: a whole room joins within a minute, behind one address."""
mails_per_email = limiter.limit("5 per 15 minutes", key_func=typed("email"), methods=["POST"])
"""For what mails to whoever's address was typed: five mails in a quarter of an hour."""


@limiter.shared_limit("30 per minute", scope="wrong API tokens")
def count_wrong_token() -> None:
    """Count a wrong API token: after thirty a minute from one address the answer is 429.

    Right tokens are never held up: 256 random bits cannot be guessed, and one forgotten program must not lock out
    a whole company behind the same address.
    """


@limiter.request_filter
def _is_unlimited() -> bool:
    # Asked per application: the limiter is one for the process, and tests build several applications in it.
    return not current_app.config["LIMITS_REQUESTS"]


def install_limits(app: Flask, *, redis_url: str | None, enabled: bool) -> None:
    """Count in Valkey where there is one, else in this process."""
    # The library calls a unix socket's address by a name of its own.
    app.config["RATELIMIT_STORAGE_URI"] = (redis_url or "memory://").replace("unix://", "redis+unix://", 1)
    app.config["LIMITS_REQUESTS"] = enabled
    limiter.init_app(app)
    app.before_request(_limit_text)


def _limit_text() -> None:
    # Files are read piece by piece, everything else at once and into memory; strangers have none to give.
    if request.mimetype != "multipart/form-data" or not flask_login.current_user.is_authenticated:
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
