"""The CSRF token of a session: one per session, living as long as it does."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from flask import current_app, session
from werkzeug.datastructures import MultiDict
from wtforms import Form as PlainForm
from wtforms.csrf.session import SessionCSRF


class _Token(PlainForm):
    """A form with nothing but its token."""

    class Meta:
        csrf = True
        csrf_class = SessionCSRF
        csrf_time_limit = None
        csrf_secret = b""
        csrf_context: MutableMapping[str, Any] | None = None


def csrf_token() -> str:
    """Return this session's token, starting one where there is none."""
    if "csrf" not in session:
        return _read(_form(session))
    return _token_of(session["csrf"], _secret())


def is_token_valid(token: str) -> bool:
    """Tell whether a form or header carried this session's token."""
    return bool(_form(session, MultiDict({"csrf_token": token})).validate())


@lru_cache(maxsize=4096)
def _token_of(seed: str, secret: bytes) -> str:
    # The same for as long as a session lives, and building its form on every page costs as much as a query.
    return _read(_Token(meta={"csrf_secret": secret, "csrf_context": {"csrf": seed}}))


def _form(context: MutableMapping[str, Any], formdata: MultiDict[str, str] | None = None) -> _Token:
    return _Token(formdata=formdata, meta={"csrf_secret": _secret(), "csrf_context": context})


def _read(form: _Token) -> str:
    return str(form["csrf_token"].current_token)  # type: ignore[attr-defined]


def _secret() -> bytes:
    return str(current_app.secret_key).encode()
