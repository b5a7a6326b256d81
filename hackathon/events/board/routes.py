"""The board's page, which refreshes its own part, and what events themselves put on it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, FunnelStep, Need, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, ngettext
from hackathon.events.board import policy
from hackathon.events.board.commands import send_mails_again
from hackathon.events.board.queries import mails_failed
from hackathon.events.registration.queries import counts_by_state
from hackathon.events.registration.states import TAKING_PART, WAITING, RegistrationState
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.events.setup.routes import ShownEvent
from hackathon.events.setup.states import EventState
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, session, viewing, working

blueprint = Blueprint("board", __name__, url_prefix="/events/<slug>/board")


@blueprint.get("")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show what needs an organizer now, and how far the event is."""
    seen, house = viewing(), contributions()
    event = event_by_slug(session(), current_actor(), slug)
    require(policy.can_watch(current_actor(), event))
    needs = house.needs_at(seen, event)
    return render_template(
        "events/board/show.html",
        event=event,
        shown=ShownEvent.of(event, seen.now),
        needs=needs,
        funnel=house.funnel_of(seen, event),
        read_at=seen.now,
    )


@blueprint.post("/mails")
@signed_in
def mails(slug: str) -> ResponseReturnValue:
    """Have failed mails tried again."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        count = send_mails_again(work, event.id)
    sentence = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", count)
    flash(sentence % {"count": count}, "success")
    return redirect(url_for(".show", slug=slug))


def action(seen: Viewing, event: Event) -> EventAction | None:
    """Lead organizers to the board from when people can register."""
    is_on = event.state == EventState.PUBLISHED and event.registration_opens_at <= seen.now
    if not is_on or not policy.can_watch(seen.actor, event):
        return None
    return EventAction(_("Board"), url_for("events.board.show", slug=event.slug), 70, icon="list-check")


def failed_mails(seen: Viewing, event: Event) -> list[Need]:
    """Ask to send mails again that were given up."""
    addresses = mails_failed(seen.session, event.id)
    if not addresses:
        return []
    sentence = ngettext("Mail to %(count)s person failed", "Mail to %(count)s people failed", len(addresses))
    return [
        Need(
            title=sentence % {"count": len(addresses)},
            names=addresses,
            url=url_for("events.board.mails", slug=event.slug),
            action=_("Send again"),
            icon="mail",
            is_post=True,
        )
    ]


def people_steps(seen: Viewing, event: Event) -> list[FunnelStep]:
    """Count the event's people on their way in: asked, with a place, and there."""
    counts = counts_by_state(seen.session, event.id)

    def counted(*states: RegistrationState) -> int:
        return sum(counts.get(state, 0) for state in states)

    there = counted(RegistrationState.CHECKED_IN)
    return [
        FunnelStep(_("Registered"), counted(*TAKING_PART, *WAITING)),
        FunnelStep(_("With a place"), counted(*TAKING_PART)),
        *([FunnelStep(_("Checked in"), there)] if there else []),
    ]
