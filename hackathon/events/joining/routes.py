"""Pages of joining: an organizer's links and list of newcomers, and what a colleague sees who opens a link."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _, ngettext
from hackathon.events.joining import commands, policy
from hackathon.events.joining.forms import JoinForm, MakeLinkForm
from hackathon.events.joining.models import JoinLink, Newcomer
from hackathon.events.joining.queries import (
    LinkOpened,
    join_link_opened,
    links_of,
    newcomer_in,
    newcomer_proving,
    newcomers_of,
    row_at,
)
from hackathon.events.joining.rules import JOIN_PATH, USUAL_PLACES, desk_code, qr_svg
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.people.organization.queries import mail_domains, organization_of
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.web import access
from hackathon.web.access import current_actor, public, signed_in
from hackathon.web.database import now, received_at, session, settings, working
from hackathon.web.forms import ButtonForm
from hackathon.web.limits import guesses_per_address, joins_per_address, mails_per_email
from hackathon.web.paging import page_of

blueprint = Blueprint("joining", __name__)


@blueprint.route("/events/<slug>/joining", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show an event's join links and who waits to be admitted; make a link and show it, this once."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_make_link(current_actor(), event))
    form = MakeLinkForm(places=event.capacity or USUAL_PLACES, expires_at=event.registration_closes_at)
    if form.accepts():
        with form.guard():
            with working() as work:
                places, end = form.places.data or 0, form.end(event)
                token = commands.make_join_link(work, event.id, places=places, expires_at=end)
            return _made(slug, settings().public_url + JOIN_PATH + token)
    form.show(event)
    return _index(event, form), form.status


@blueprint.post("/events/<slug>/joining/links/<int:link_id>/revoke")
@signed_in
def revoke(slug: str, link_id: int) -> ResponseReturnValue:
    """Withdraw a link."""
    _require_at(slug, JoinLink, link_id)
    with working() as work:
        commands.revoke_join_link(work, link_id)
    flash(_("Withdrawn: nobody comes in by it any more."), "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.post("/events/<slug>/joining/newcomers/<int:newcomer_id>/admit")
@signed_in
def admit(slug: str, newcomer_id: int) -> ResponseReturnValue:
    """Let somebody in."""
    _require_at(slug, Newcomer, newcomer_id)
    with working() as work:
        name = commands.admit_newcomer(work, newcomer_id).display_name
    flash(_("%(name)s is in.") % {"name": name}, "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.post("/events/<slug>/joining/newcomers/admit")
@signed_in
def admit_all(slug: str) -> ResponseReturnValue:
    """Let everybody in who waits."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        count = commands.admit_all(work, event.id)
    flash(ngettext("One person is in.", "%(num)s people are in.", count) % {"num": count}, "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.post("/events/<slug>/joining/newcomers/<int:newcomer_id>/decline")
@signed_in
def decline(slug: str, newcomer_id: int) -> ResponseReturnValue:
    """Turn somebody away."""
    _require_at(slug, Newcomer, newcomer_id)
    with working() as work:
        commands.decline_newcomer(work, newcomer_id)
    flash(_("Turned away."), "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.route("/join/<token>", methods=["GET", "POST"])
@public
@joins_per_address
@mails_per_email
def join(token: str) -> ResponseReturnValue:
    """Show the event behind a link, and let a colleague join it with a name, an address and what they bring."""
    opened, form = join_link_opened(session(), token), JoinForm()
    event_id, link_id = opened.event.id, opened.link.id
    if form.accepts():
        with form.guard(), _refusals_recorded(event_id, link_id, "join"):
            with working() as work:
                key = commands.ask_to_join(work, link_id, form.draft())
            access.wait(key)
            return redirect(url_for(".waiting"))
    return _join_page(opened, form, token), form.status


@blueprint.post("/join/<token>/register")
@signed_in
@guesses_per_address
def register(token: str) -> ResponseReturnValue:
    """Register whoever has an account already, with one press."""
    link, event, _maker = join_link_opened(session(), token)
    slug, link_id, event_id = event.slug, link.id, event.id
    with _refusals_recorded(event_id, link_id, "join"), working() as work:
        commands.join_signed_in(work, link_id)
    flash(_("You are registered. Find a team, or found one."), "success")
    return redirect(url_for("events.setup.show", slug=slug))


@blueprint.route("/join/proof/<token>", methods=["GET", "POST"])
@public
@guesses_per_address
def prove(token: str) -> ResponseReturnValue:
    """Show a button that proves an address: programs that scan mail open links but press no buttons."""
    newcomer, link, event = newcomer_proving(session(), token)
    works = policy.proof_works(newcomer, link, at=received_at())
    form, newcomer_id, slug = ButtonForm(), newcomer.id, event.slug
    if form.accepts():
        with form.guard(), _refusals_recorded(event.id, link.id, "proof"):
            with working() as work:
                key = commands.prove_address(work, newcomer_id).session_key
            return _let_in(key, slug)
    shown = {"event": event, "works": works, "name": newcomer.display_name, "form": form}
    return render_template("events/joining/prove.html", **shown), form.status


@blueprint.route("/waiting", methods=["GET", "POST"])
@public
@guesses_per_address
def waiting() -> ResponseReturnValue:
    """Tell somebody who asked to join where they stand, and let them in once they are admitted."""
    found, form = newcomer_in(session(), access.waiting_key() or ""), ButtonForm()
    if found is None:
        access.stop_waiting()
        return redirect(url_for("home.show"))
    newcomer, event = found
    newcomer_id, slug = newcomer.id, event.slug
    if form.accepts():
        with form.guard():
            with working() as work:
                key = commands.come_in(work, newcomer_id).session_key
            return _let_in(key, slug)
    code = desk_code(newcomer.browser_hash or "")
    return render_template("events/joining/waiting.html", newcomer=newcomer, event=event, code=code, form=form)


def _index(event: Event, form: MakeLinkForm) -> str:
    return render_template(
        "events/joining/index.html",
        event=event,
        form=form,
        join_links=session().execute(links_of(event.id)).all(),
        page=page_of(session(), newcomers_of(event.id), scalars=False),
        crafts=CRAFT_LABELS,
        code_of=desk_code,
        may_admit=policy.can_admit(current_actor(), event),
        domains=mail_domains(session()),
        sends_mail=settings().smtp_url is not None,
        at=now(),
    )


def _made(slug: str, address: str) -> ResponseReturnValue:
    event = event_by_slug(session(), current_actor(), slug)
    drawn = Markup(qr_svg(address))  # noqa: S704 - our own drawing of our own address
    shown = {"address": address, "qr": drawn, "is_local": settings().is_local}
    return render_template("events/joining/made.html", event=event, **shown)


def _join_page(opened: LinkOpened, form: JoinForm, token: str) -> str:
    organization = organization_of(session())
    return render_template(
        "events/joining/join.html",
        event=opened.event,
        made_by=opened.made_by,
        may_join=policy.can_join(opened.link, opened.event, at=received_at()),
        organization=organization.name if organization else "",
        domains=organization.mail_domains if organization else [],
        form=form,
        token=token,
    )


def _let_in(key: str, slug: str) -> ResponseReturnValue:
    access.sign_in(key)
    flash(_("Welcome. You are registered: find a team, or found one."), "success")
    return redirect(url_for("events.setup.show", slug=slug))


def _require_at(slug: str, model: type[JoinLink | Newcomer], row_id: int) -> None:
    """Make sure that a thing is one of this event, of which the actor is an organizer."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_make_link(current_actor(), event))
    if not row_at(session(), model, event.id, row_id):
        raise Missing(_("There is no such thing at this event."))


@contextmanager
def _refusals_recorded(event_id: int, link_id: int, what: str) -> Iterator[None]:
    """Write down that a link was tried in vain, in a commit of its own since the try left none."""
    try:
        yield
    except Conflict:
        with working() as work:
            commands.record_refusal(work, event_id, link_id, what)
        raise
