"""Pages for organizers: which scores came in late, and letting them count."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.late.commands import admit_late_cast
from hackathon.judging.late.forms import AdmitForm
from hackathon.judging.late.policy import can_admit
from hackathon.judging.late.queries import late_cast_at, late_casts_at
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("late", __name__, url_prefix="/events/<slug>/judging/late")


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """List whose scores for what came in late and when; never the scores."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_organize(current_actor(), event))
    page = page_of(session(), late_casts_at(event.id), scalars=False)
    return render_template("judging/late/index.html", event=event, page=page)


@blueprint.route("/<int:late_id>", methods=["GET", "POST"])
@signed_in
def admit(slug: str, late_id: int) -> ResponseReturnValue:
    """Let scores count that came in late, with a reason."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_organize(current_actor(), event))
    arrived, form = late_cast_at(session(), event.id, late_id), AdmitForm()
    if form.accepts():
        with form.guard(), working() as work:
            admit_late_cast(work, late_id, form.reason.data or "")
            flash(_("These scores count now, and the judge is told why."), "success")
            return redirect(url_for(".index", slug=slug))
    decision = can_admit(current_actor(), event, arrived.ballot, arrived.project, arrived.late)
    page = render_template("judging/late/admit.html", event=event, arrived=arrived, form=form, decision=decision)
    return page, form.status
