"""Calendars of events, and the personal address by which calendar programs read them without signing in."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.schedule.commands import make_address, revoke_address
from hackathon.events.schedule.gateway import calendar_text
from hackathon.events.schedule.models import CalendarFeed
from hackathon.events.schedule.queries import (
    Scheduled,
    feed_of,
    own_events,
    own_schedule,
    reader_of,
    schedule_of,
)
from hackathon.events.schedule.rules import Entry, entries_of, feed_key, feed_owner
from hackathon.people.accounts.queries import with_grants
from hackathon.web.access import current_actor, public, signed_in
from hackathon.web.database import contributions, session, settings, working
from hackathon.web.paging import page_of

blueprint = Blueprint("schedule", __name__)


@blueprint.get("/calendar")
@signed_in
def show() -> ResponseReturnValue:
    """Show the addresses by which a calendar program follows one's events."""
    feed = feed_of(session(), current_actor().id)
    page = page_of(session(), own_events(current_actor()))
    key = _key(feed) if feed and feed.is_open else None
    return render_template("events/schedule/show.html", page=page, key=key, feed=feed, site=settings().public_url)


@blueprint.post("/calendar/address")
@signed_in
def renew() -> ResponseReturnValue:
    """Make a new address; the one before is void."""
    with working() as work:
        make_address(work)
    flash(_("Here is your address. Whoever has it can read your calendar: keep it to yourself."), "success")
    return redirect(url_for(".show"))


@blueprint.post("/calendar/revoke")
@signed_in
def revoke() -> ResponseReturnValue:
    """Make the address void."""
    with working() as work:
        revoke_address(work)
    flash(_("The address is void: programs that use it get nothing any more."), "success")
    return redirect(url_for(".show"))


@blueprint.get("/calendar.ics")
@public
def own() -> ResponseReturnValue:
    """Give all of one's events to a calendar program."""
    found = own_schedule(session(), _reader())
    return _calendar(settings().site_name, [entry for each in found for entry in _entries(each)])


@blueprint.get("/events/<slug>/calendar.ics")
@public
def event(slug: str) -> ResponseReturnValue:
    """Give one event to a calendar program."""
    found = schedule_of(session(), _reader(), slug)
    if found is None:
        raise Missing(_("There is no such calendar, or its address is void."))
    return _calendar(found.event.name, list(_entries(found)))


def _reader() -> Actor:
    """Return who reads: whoever the key in the address was made for, else who is signed in."""
    key = request.args.get("key")
    if key is None and current_actor().is_signed_in:
        return current_actor()
    owner = feed_owner(settings().secret_key, key or "")
    account = reader_of(session(), *owner) if owner else None
    if account is None or (account.is_demo and not settings().has_demo):
        raise Missing(_("There is no such calendar, or its address is void."))
    return with_grants(session(), account.id, account.display_name, contributions())


def _entries(found: Scheduled) -> list[Entry]:
    url = settings().public_url + url_for("events.setup.show", slug=found.event.slug)
    return list(entries_of(found.event, changed_at=found.changed_at, url=url))


def _calendar(name: str, entries: list[Entry]) -> ResponseReturnValue:
    """Answer with a calendar, or that it is as it was when the program read it last."""
    answer = Response(calendar_text(name, entries), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = "inline; filename=calendar.ics"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.add_etag()
    return answer.make_conditional(request)


def _key(feed: CalendarFeed) -> str:
    return feed_key(settings().secret_key, feed.account_id, feed.serial)
