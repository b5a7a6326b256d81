"""Pages of announcements: the list, writing one, its preview with the exact readers, and the chat channel."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.core.outbound import OutboundRules
from hackathon.core.secrets import Vault
from hackathon.events.announcements import policy
from hackathon.events.announcements.commands import (
    cancel_announcement,
    connect_chat,
    disconnect_chat,
    edit_announcement,
    post_again,
    schedule_announcement,
    write_announcement,
)
from hackathon.events.announcements.forms import AnnouncementForm, ChatForm
from hackathon.events.announcements.gateway import checked_host
from hackathon.events.announcements.models import Announcement
from hackathon.events.announcements.queries import (
    announcement_seen,
    announcements_at,
    channel_of,
    people_in,
    people_reached,
)
from hackathon.events.announcements.rules import CHAT_LABELS
from hackathon.events.announcements.states import CHANGEABLE, AnnouncementState
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.queries import event_by_slug
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, session, settings, working
from hackathon.web.forms import ButtonForm
from hackathon.web.paging import Page, page_of

blueprint = Blueprint("announcements", __name__, url_prefix="/events/<slug>/announcements")
NAMES = 100
"""How many names of readers a page shows."""


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """List what was written to people; organizers see what waits, too."""
    event = event_by_slug(session(), current_actor(), slug)
    page = page_of(session(), announcements_at(current_actor(), event.id), scalars=False)
    organizes = can_organize(current_actor(), event)
    return render_template(
        "events/announcements/index.html",
        event=event,
        page=page,
        organizes=organizes,
        may_write=policy.can_announce(current_actor(), event),
        audiences=contributions().audiences,
        channel=channel_of(session(), event.id) if organizes else None,
        chats=CHAT_LABELS,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def write(slug: str) -> ResponseReturnValue:
    """Write an announcement; its preview comes next."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_announce(current_actor(), event))
    form = _form(event)
    if form.accepts():
        with form.guard(), working() as work:
            announcement = write_announcement(work, event.id, form.draft(event))
            return redirect(_page(event, announcement))
    return render_template("events/announcements/write.html", event=event, form=form), form.status


@blueprint.get("/<int:announcement_id>")
@signed_in
def show(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Show an announcement: to organizers with whom it reaches, to everybody else as it was sent to them."""
    event = event_by_slug(session(), current_actor(), slug)
    announcement, author = announcement_seen(session(), current_actor(), event.id, announcement_id)
    organizes = can_organize(current_actor(), event)
    return render_template(
        "events/announcements/show.html",
        event=event,
        announcement=announcement,
        author=author,
        organizes=organizes,
        may_write=policy.can_announce(current_actor(), event),
        audience=contributions().audiences.get(announcement.audience),
        people=_people(announcement) if organizes else None,
        is_changeable=announcement.state in CHANGEABLE,
    )


@blueprint.route("/<int:announcement_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Change an announcement before it goes out."""
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_announce(current_actor(), event))
    announcement, _author = announcement_seen(session(), current_actor(), event.id, announcement_id)
    form = _form(event, announcement)
    if form.accepts():
        with form.guard(), working() as work:
            edit_announcement(work, announcement_id, form.draft(event), form.version.data)
            flash(_("Saved."), "success")
            return redirect(_page(event, announcement))
    return render_template("events/announcements/write.html", event=event, form=form, editing=True), form.status


@blueprint.post("/<int:announcement_id>/confirm")
@signed_in
def confirm(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Send an announcement now, or at its time."""
    event = event_by_slug(session(), current_actor(), slug)
    announcement, _author = announcement_seen(session(), current_actor(), event.id, announcement_id)
    at_once, version = announcement.send_at is None, ButtonForm().version.data
    with working() as work:
        schedule_announcement(work, announcement_id, version)
    flash(_("It goes out this minute.") if at_once else _("Confirmed: it goes out at its time."), "success")
    return redirect(_page(event, announcement))


@blueprint.post("/<int:announcement_id>/cancel")
@signed_in
def cancel(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Keep an announcement from being sent."""
    event = event_by_slug(session(), current_actor(), slug)
    announcement, _author = announcement_seen(session(), current_actor(), event.id, announcement_id)
    with working() as work:
        cancel_announcement(work, announcement_id, ButtonForm().version.data)
    flash(_("Cancelled: nobody gets it."), "success")
    return redirect(_page(event, announcement))


@blueprint.post("/<int:announcement_id>/post")
@signed_in
def post(slug: str, announcement_id: int) -> ResponseReturnValue:
    """Try again to post an announcement to the chat channel."""
    event = event_by_slug(session(), current_actor(), slug)
    announcement, _author = announcement_seen(session(), current_actor(), event.id, announcement_id)
    with working() as work:
        post_again(work, announcement_id)
    flash(_("It is being posted again."), "success")
    return redirect(_page(event, announcement))


@blueprint.route("/chat", methods=["GET", "POST"])
@signed_in
def chat(slug: str) -> ResponseReturnValue:
    """Connect the event with a chat channel."""
    event, form = event_by_slug(session(), current_actor(), slug), ChatForm()
    require(policy.can_announce(current_actor(), event))
    if form.accepts():
        with form.guard():
            where = _sealed(form)
            with working() as work:
                connect_chat(work, event.id, form.kind.data, **where)
            flash(_("Connected. Announcements can be posted there now."), "success")
            return redirect(url_for(".index", slug=slug))
    shown = {"event": event, "form": form, "channel": channel_of(session(), event.id), "chats": CHAT_LABELS}
    return render_template("events/announcements/chat.html", **shown), form.status


@blueprint.post("/chat/disconnect")
@signed_in
def disconnect(slug: str) -> ResponseReturnValue:
    """Forget the event's chat channel."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        disconnect_chat(work, event.id)
    flash(_("Disconnected: the address is forgotten."), "success")
    return redirect(url_for(".index", slug=slug))


def _form(event: Event, announcement: Announcement | None = None) -> AnnouncementForm:
    form = AnnouncementForm(announcement, audience=request.args.get("audience"))
    form.offer(contributions().audiences, has_channel=channel_of(session(), event.id) is not None)
    if announcement is not None:
        form.show(announcement, event)
    return form


def _sealed(form: ChatForm) -> dict[str, str]:
    """Check where a chat is, which asks the network for its name, and encrypt its address: before any lock."""
    url = (form.url.data or "").strip()
    host = checked_host(url, OutboundRules.of(settings()))
    return {"host": host, "sealed_url": Vault.of(settings()).seal(url)}


def _people(announcement: Announcement) -> Page:
    """Read whom it reached, or would reach if it were sent now."""
    if announcement.state in {AnnouncementState.SENT, AnnouncementState.CANCELLED}:
        return page_of(session(), people_reached(announcement.id), size=NAMES, scalars=False)
    audience = contributions().audiences[announcement.audience]
    return page_of(session(), people_in(audience, announcement.event_id), size=NAMES, scalars=False)


def _page(event: Event, announcement: Announcement) -> str:
    return url_for(".show", slug=event.slug, announcement_id=announcement.id)
