"""Who may call an endpoint at all: closed unless declared; changes need a CSRF token, in the API a bearer's token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

import flask_login
from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from hackathon.core.actors import STRANGER, Actor
from hackathon.core.config import LOOPBACK
from hackathon.core.decisions import Denied
from hackathon.core.i18n import _
from hackathon.web.bearer import READ, WRITE, demand_scope, demand_token, sent_token
from hackathon.web.csrf import is_token_valid

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
API_PREFIX = "/api/"
_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_WAITING = "waiting"
_SINCE = "since"
FRESH = timedelta(minutes=15)
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-IP")
SESSION_SCOPES = frozenset({READ})
"""What the API takes a session for: a browser sends its cookie by itself, so it must never write there."""


@dataclass(frozen=True)
class Access:
    """What an endpoint demands before its view runs; finer rules are the policies' business."""

    needs_account: bool
    site_roles: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SignedIn:
    """The signed-in account as pages need it.

    `key` is what the session cookie holds, void once they sign out everywhere; `is_new` until they say
    something about themselves; `scopes` is what the API takes them for.
    """

    key: str
    actor: Actor
    display_name: str
    time_zone: str
    unread_count: int = 0
    is_new: bool = False
    language: str = "en"
    scopes: frozenset[str] = SESSION_SCOPES
    is_active: bool = True
    is_authenticated: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the session."""
        return self.key

    @property
    def initials(self) -> str:
        """Up to two letters for the round badge."""
        words = self.display_name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


AccountLoader = Callable[[str], SignedIn | None]


def public(view: View) -> View:
    """Let strangers call this endpoint."""
    return _declare(view, Access(needs_account=False))


def signed_in(view: View) -> View:
    """Let everyone with an account call this endpoint."""
    return _declare(view, Access(needs_account=True))


def site_role(*roles: str) -> Callable[[View], View]:
    """Let only holders of one of these site roles call this endpoint."""
    return lambda view: _declare(view, Access(needs_account=True, site_roles=frozenset(roles)))


def declared_access(view: Callable[..., Any]) -> Access | None:
    """Return what was declared for a view; None means closed."""
    return getattr(view, "access", None)


def current_account() -> SignedIn | None:
    """Return the signed-in account, None for a stranger."""
    # Asked a dozen times on a page, and each look through the proxy costs: one look is enough.
    user = flask_login.current_user._get_current_object()  # noqa: SLF001 - the proxy's own way
    return user if isinstance(user, SignedIn) else None


def current_actor() -> Actor:
    """Return who acts in this request."""
    account = current_account()
    return account.actor if account else STRANGER


def sign_in(key: str) -> None:
    """Start a session for the account of this key, with nothing left of the one before."""
    session.clear()
    session.permanent = True
    session["_user_id"] = key  # what Flask-Login hands to the account loader from the next request on
    session[_SINCE] = _seconds_now()


def is_fresh() -> bool:
    """Tell whether this session was signed in a moment ago, as what changes how somebody comes in demands."""
    return bool(_seconds_now() - session.get(_SINCE, 0) <= FRESH.total_seconds())


def sign_out() -> None:
    """End the session of this browser."""
    flask_login.logout_user()
    session.clear()


def wait(key: str) -> None:
    """Start a session for somebody who asked to be let in: to everything else they stay a stranger."""
    session.clear()
    session.permanent = True
    session[_WAITING] = key


def waiting_key() -> str | None:
    """Return what this browser waits with, None for everybody else."""
    return session.get(_WAITING)


def stop_waiting() -> None:
    """Forget what this browser waits with."""
    session.pop(_WAITING, None)


def entrance(**values: Any) -> str:
    """Name the page for strangers: where they sign in, or wait to be let in."""
    lobby = current_app.extensions["contributions"].lobby
    return url_for(lobby) if waiting_key() and lobby else url_for("people.accounts.sign_in", **values)


def is_at_the_machine() -> bool:
    """Tell whether the request was made on the machine that this runs on, through no proxy and no foreign name."""
    is_ours = urlsplit(f"//{request.host}").hostname in LOOPBACK
    return is_ours and request.remote_addr in _LOOPBACK and not any(name in request.headers for name in _FORWARDED)


def install_access(app: Flask, load_account: AccountLoader, load_bearer: AccountLoader) -> None:
    """Close every endpoint that does not declare its access and check CSRF tokens on every change.

    `load_account` finds whom a session belongs to, `load_bearer` whom an API token speaks for. A request that
    carries a token is its owner's, whatever cookie came along.
    """
    logins = flask_login.LoginManager(app)
    logins.session_protection = None
    logins.user_loader(lambda key: load_account(key) if sent_token() is None else None)
    logins.request_loader(lambda _request: load_bearer(secret) if (secret := sent_token()) is not None else None)
    app.before_request(_check)


def _seconds_now() -> int:
    return int(current_app.extensions["clock"]().timestamp())


def _declare(view: View, access: Access) -> View:
    view.access = access  # type: ignore[attr-defined]
    return view


def _check() -> ResponseReturnValue | None:
    if request.endpoint is None or request.endpoint == "static":
        return None
    access = declared_access(current_app.view_functions[request.endpoint])
    if access is None:
        abort(403)
    account = current_account() if access.needs_account else None
    if access.needs_account and account is None:
        return _ask_to_sign_in()
    if access.site_roles and account and not account.actor.is_site(*access.site_roles):
        raise Denied(_("This page is for people with another role on this site. An administrator can give roles."))
    if request.path.startswith(API_PREFIX):
        _check_scope(account)
    elif request.method not in SAFE_METHODS:
        _check_origin()
    return None


def _check_scope(account: SignedIn | None) -> None:
    scope = READ if request.method in SAFE_METHODS else WRITE
    if scope == WRITE and sent_token() is None:
        demand_token()
    if account is not None and scope not in account.scopes:
        demand_scope(scope)


def _check_origin() -> None:
    if not is_token_valid(request.form.get("csrf_token") or request.headers.get("X-CSRF-Token", "")):
        raise BadRequest(
            _(
                "This page was open for longer than your session. Nothing was changed. "
                "Go back, reload the page and send it again; "
                "your browser keeps what you typed."
            )
        )


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.path.startswith(API_PREFIX):
        demand_token()
    if request.method not in SAFE_METHODS:
        abort(401)
    target = request.full_path.rstrip("?")
    return redirect(entrance(next=None if target == "/" else target))
