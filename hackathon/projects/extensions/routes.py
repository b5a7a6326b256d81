"""The page on which organizers give single teams more time."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.projects.extensions.commands import extend_deadline
from hackathon.projects.extensions.forms import ExtendForm
from hackathon.projects.extensions.policy import can_extend
from hackathon.projects.extensions.queries import extensions_of, teams_there
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("extensions", __name__, url_prefix="/events/<slug>/extensions")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """List the teams that got more time, and give it to one more."""
    event, form = event_by_slug(session(), current_actor(), slug), ExtendForm()
    require(can_extend(current_actor(), event))
    form.offer_teams((row.id, row.name) for row in teams_there(session(), event.id))
    if form.accepts():
        with form.guard(), working() as work:
            extend_deadline(work, event.id, form.team_id.data, form.draft(event))
            flash(_("The team has more time now, and is told."), "success")
            return redirect(url_for(".index", slug=slug))
    page = page_of(session(), extensions_of(event.id), scalars=False)
    return render_template("projects/extensions/index.html", event=event, form=form, page=page), form.status


def event_action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer organizers to give a team more time, around the deadline."""
    opens_at, _closes_at = event.window("running")
    if not can_extend(viewing.actor, event) or not opens_at <= viewing.now < event.judging_closes_at:
        return None
    return EventAction(_("More time for a team"), url_for("projects.extensions.index", slug=event.slug), 5, "clock")
