"""Pages of single sign-on: the way to a provider and back, and the accounts elsewhere that open one's own."""

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue

from hackathon.core.actors import system
from hackathon.core.config import Settings
from hackathon.core.contributions import Service
from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.people.accounts.policy import SINGLE_SIGN_ON
from hackathon.people.accounts.rules import local_path
from hackathon.people.single_sign_on import commands
from hackathon.people.single_sign_on.policy import can_change_links
from hackathon.people.single_sign_on.queries import identities_of
from hackathon.people.single_sign_on.rules import Attempt, NotLetIn, Person, ProviderDown, Why
from hackathon.web import access
from hackathon.web.access import current_account, current_actor, public, signed_in
from hackathon.web.database import now, session, settings, working
from hackathon.web.limits import answers_per_address

if TYPE_CHECKING:
    from hackathon.people.single_sign_on.gateway import Connection

blueprint = Blueprint("single_sign_on", __name__)

_ATTEMPT = "single_sign_on"


@blueprint.get("/sign-in/with/<provider>")
@public
def start(provider: str) -> ResponseReturnValue:
    """Lead to a provider; nothing is written but this browser's cookie."""
    connection, target = _connection(provider), local_path(request.args.get("next"))
    if current_account():
        return redirect(target)
    try:
        return redirect(_begun(connection, target=target))
    except ProviderDown as trouble:
        return _stays_outside(503, trouble.sentence)


@blueprint.get("/sign-in/with/<provider>/back")
@public
@answers_per_address
def back(provider: str) -> ResponseReturnValue:
    """Take a provider's answer, which browsers bring by GET, as the protocol says: the state makes it a deed."""
    connection = _connection(provider)
    try:
        attempt = _attempt_answered(provider)
        with working(system(SINGLE_SIGN_ON)) as work:
            commands.use_state(work, attempt.state)
        person = connection.person_behind(attempt, request.args, now())
        return _linked(connection, person) if attempt.account_id else _entered(connection, person, attempt.target)
    except NotLetIn as refusal:
        with working(system(SINGLE_SIGN_ON)) as work:
            commands.record_refusal(work, connection.provider, refusal)
        return _stays_outside(403, refusal.sentence)
    except ProviderDown as trouble:
        return _stays_outside(503, trouble.sentence)


@blueprint.get("/people/me/linked-accounts")
@signed_in
def index() -> ResponseReturnValue:
    """List the providers, and which of them let the person in."""
    linked = {each.issuer: each for each in identities_of(session(), current_actor().id)}
    rows = [(provider, linked.get(provider.issuer)) for provider in settings().providers]
    can_change = can_change_links(is_fresh=access.is_fresh())
    return render_template("people/single_sign_on/index.html", rows=rows, can_change=can_change)


@blueprint.post("/people/me/linked-accounts/<provider>/link")
@signed_in
def link(provider: str) -> ResponseReturnValue:
    """Offer the way to a provider, after a deed of the person's own: nobody else may choose what is linked."""
    connection = _connection(provider)
    require(can_change_links(is_fresh=access.is_fresh()))
    try:
        way = _begun(connection, account_id=current_actor().id)
    except ProviderDown as trouble:
        return _stays_outside(503, trouble.sentence)
    return render_template("people/single_sign_on/leave.html", provider=connection.provider, way=way)


@blueprint.post("/people/me/linked-accounts/<provider>/unlink")
@signed_in
def unlink(provider: str) -> ResponseReturnValue:
    """End that a provider lets the person in."""
    with working() as work:
        commands.unlink(work, _connection(provider).provider, is_fresh=access.is_fresh())
    flash(_("This does not let you in any more."), "success")
    return redirect(url_for(".index"))


def single_sign_on_service(settings: Settings) -> Service:
    """Say who vouches for people here."""
    names = ", ".join(provider.name for provider in settings.providers)
    if settings.providers:
        alone = _("%(names)s vouches for people. Passwords are switched off.")
        sentence = _("%(names)s vouches for people, beside passwords.") if settings.passwords else alone
    else:
        sentence = _(
            "People sign in with passwords. Set HACKATHON_OIDC_<KEY>_ISSUER, _CLIENT_ID and _CLIENT_SECRET to let "
            "your identity provider vouch for them."
        )
    return Service(_("Single sign-on"), bool(settings.providers), sentence % {"names": names})


def _connection(provider: str) -> "Connection":
    connections: dict[str, Connection] = current_app.extensions.get("single_sign_on", {})
    if provider not in connections:
        raise Missing(_("Nobody of this name vouches for people here."))
    return connections[provider]


def _begun(connection: "Connection", *, target: str = "/", account_id: int | None = None) -> str:
    """Begin an attempt, which this browser keeps, and return the way to the provider."""
    attempt = Attempt.begin(connection.provider.key, now(), target=target, account_id=account_id)
    way = connection.way_there(attempt, now())
    cookie[_ATTEMPT] = attempt.kept()
    return way


def _attempt_answered(provider: str) -> Attempt:
    """Take the attempt out of the browser, if this is its answer and the same person still sits there."""
    attempt = Attempt.read(cookie.pop(_ATTEMPT, None))
    is_ours = attempt is not None and attempt.answers(provider, request.args.get("state", ""), now())
    if attempt is None or not is_ours or attempt.account_id not in {None, current_actor().id}:
        raise NotLetIn(Why.STATE)
    return attempt


def _entered(connection: "Connection", person: Person, target: str) -> ResponseReturnValue:
    with working(system(SINGLE_SIGN_ON)) as work:
        key = commands.enter(work, connection.provider, person).session_key
    access.sign_in(key)
    return redirect(target)


def _linked(connection: "Connection", person: Person) -> ResponseReturnValue:
    with working() as work:
        commands.link(work, connection.provider, person, is_fresh=access.is_fresh())
    flash(_("Linked: %(name)s lets you in from now on.") % {"name": connection.provider.name}, "success")
    return redirect(url_for(".index"))


def _stays_outside(status: int, sentence: str) -> ResponseReturnValue:
    door = url_for(".index") if current_account() else url_for("people.accounts.sign_in")
    shown = {
        "code": status,
        "sentence": sentence,
        "title": _("You were not let in") if status == 403 else _("Single sign-on does not answer"),  # noqa: PLR2004 - an HTTP status
        "what_next": _("Nothing was changed."),
        "action_url": door,
        "action_label": _("Go back"),
    }
    return render_template("errors/error.html", **shown), status
