"""The page that takes a reading."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.routes import case_url
from hackathon.promotion.impact.commands import give_reading
from hackathon.promotion.impact.forms import ReadingForm
from hackathon.promotion.impact.policy import can_give_reading
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("impact", __name__, url_prefix="/use-cases/<int:number>/readings")


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def give(number: int) -> ResponseReturnValue:
    """Add a measured value."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_give_reading(current_actor(), lineage.case))
    case_id, form = lineage.case.id, ReadingForm(measured_on=now().date())
    if form.accepts():
        with form.guard(), working() as work:
            give_reading(work, case_id, form.draft())
            flash(_("The reading is in."), "success")
            return redirect(case_url(number))
    return render_template("promotion/impact/give.html", origin=lineage, form=form), form.status
