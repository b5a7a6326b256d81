"""The CSRF token of a session: one per session, living as long as it does."""

from typing import Any, cast

from flask import current_app, g, session
from werkzeug.datastructures import MultiDict
from wtforms import Form as PlainForm
from wtforms.csrf.session import SessionCSRF


class _Token(PlainForm):
    """A form with nothing but its token."""

    class Meta:
        csrf = True
        csrf_class = SessionCSRF
        csrf_time_limit = None

        @property
        def csrf_secret(self) -> bytes:
            return str(current_app.secret_key).encode()

        @property
        def csrf_context(self) -> Any:
            return session


def csrf_token() -> str:
    """Return this session's token, starting one where there is none."""
    if "csrf_token" not in g or "csrf" not in session:
        g.csrf_token = str(_Token()["csrf_token"].current_token)  # type: ignore[attr-defined]
    return cast(str, g.csrf_token)


def is_token_valid(token: str) -> bool:
    """Tell whether a form or header carried this session's token."""
    return bool(_Token(formdata=MultiDict({"csrf_token": token})).validate())
