"""Pages of personal links: an organizer's list of them, and what a judge or mentor sees who opens one."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.events.personal_links import commands, policy
from hackathon.events.personal_links.forms import InviteForm
from hackathon.events.personal_links.queries import is_link_of, personal_link_opened, personal_links_of
from hackathon.events.personal_links.rules import LIFE, PATH, ROLES
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit
from hackathon.events.setup.queries import event_by_slug
from hackathon.people.accounts.queries import account_by_email
from hackathon.web import access
from hackathon.web.access import current_actor, public, signed_in
from hackathon.web.database import now, received_at, session, settings, working
from hackathon.web.forms import ButtonForm
from hackathon.web.limits import guesses_per_address
from hackathon.web.paging import page_of

blueprint = Blueprint("personal_links", __name__)


@blueprint.route("/events/<slug>/personal-links", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show an event's personal links; make one, and show it this once where no mail carries it."""
    event, form, address = event_by_slug(session(), current_actor(), slug), InviteForm(), None
    require(can_edit(current_actor(), event))
    if form.accepts():
        with form.guard():
            with working() as work:
                token = commands.invite_in_person(work, event.id, **form.values())
            if token is None:
                flash(_("Done. They have the link by mail, or the role already if they have an account."), "success")
                return redirect(url_for(".index", slug=slug))
            address = settings().public_url + PATH + token
    return _index(event, form, address), form.status


@blueprint.post("/events/<slug>/personal-links/<int:personal_id>/revoke")
@signed_in
def revoke(slug: str, personal_id: int) -> ResponseReturnValue:
    """Withdraw a link that was not used yet."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_edit(current_actor(), event))
    if not is_link_of(session(), event.id, personal_id):
        raise Missing(_("There is no such link at this event."))
    with working() as work:
        commands.revoke_personal_link(work, personal_id)
    flash(_("Withdrawn: nobody comes in by it any more."), "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.route("/invited/<token>", methods=["GET", "POST"])
@public
@guesses_per_address
def use(token: str) -> ResponseReturnValue:
    """Show a button that lets the person in whom the link is for: programs that scan mail press no buttons."""
    link, event, made_by = personal_link_opened(session(), token)
    owner = account_by_email(session(), link.email)
    usable = policy.personal_link_works(link, at=received_at()) & policy.can_use_personal_link(
        current_actor(), link, owner
    )
    form, link_id, slug = ButtonForm(), link.id, event.slug
    if form.accepts():
        with form.guard(), _refusals_recorded(link_id):
            with working() as work:
                key = commands.use_personal_link(work, link_id).session_key
            return _let_in(key, slug)
    shown = {"link": link, "event": event, "made_by": made_by, "usable": usable, "roles": ROLES, "form": form}
    return render_template("events/personal_links/use.html", **shown), form.status


def _index(event: Event, form: InviteForm, address: str | None) -> str:
    return render_template(
        "events/personal_links/index.html",
        event=event,
        form=form,
        address=address,
        invited=form.empty() if address else None,
        page=page_of(session(), personal_links_of(event.id), scalars=False),
        roles=ROLES,
        days=LIFE.days,
        sends_mail=settings().smtp_url is not None,
        at=now(),
    )


def _let_in(key: str, slug: str) -> ResponseReturnValue:
    access.sign_in(key)
    flash(_("Welcome. This page shows what there is to do, and when."), "success")
    return redirect(url_for("events.setup.show", slug=slug))


@contextmanager
def _refusals_recorded(link_id: int) -> Iterator[None]:
    """Write down that a link was tried in vain, in a commit of its own since the try left none."""
    try:
        yield
    except Conflict:
        with working() as work:
            commands.record_refusal(work, link_id)
        raise
