"""The organizers' page of how sure a ranking is."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.standings.commands import ask_for_standings
from hackathon.judging.standings.policy import can_see_standings
from hackathon.judging.standings.queries import severities_at, shown, standings_kept
from hackathon.judging.tallies.queries import counted_at
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("standings", __name__, url_prefix="/events/<slug>/judging/standings")
BACK = {"release": "judging.ranking.release"}
"""Pages beside this one from which it is asked for, by the name that their buttons send."""


@blueprint.get("")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show organizers the ranking with judges' severity taken out, how sure it is, and how severe judges are."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_standings(current_actor(), event))
    counted = counted_at(session(), event.id)
    return render_template(
        "judging/standings/show.html",
        event=event,
        shown=shown(standings_kept(session(), event.id), counted),
        severities=severities_at(session(), event.id),
        rubric=counted.rubrics.own,
    )


@blueprint.post("")
@signed_in
def compute(slug: str) -> ResponseReturnValue:
    """Have it computed anew."""
    event_id = event_by_slug(session(), current_actor(), slug).id
    with working() as work:
        ask_for_standings(work, event_id)
    flash(_("Being computed. Reload in a moment."), "info")
    return redirect(url_for(BACK.get(request.form.get("back", ""), ".show"), slug=slug))
