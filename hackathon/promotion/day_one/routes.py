"""The page of a day-one plan, and its panel on the page of the use case."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_read_inside
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.routes import case_url
from hackathon.promotion.day_one.commands import save_plan
from hackathon.promotion.day_one.forms import PlanForm
from hackathon.promotion.day_one.policy import can_plan
from hackathon.promotion.day_one.queries import Planned, planned_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("day_one", __name__, url_prefix="/use-cases/<int:number>/day-one")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def edit(number: int) -> ResponseReturnValue:
    """Work on the plan."""
    lineage = lineage_of(session(), current_actor(), number)
    case_id = lineage.case.id
    planned = planned_of(session(), case_id)
    require(can_plan(current_actor(), lineage.case, planned.proposed_id))
    form = _form(planned)
    if form.accepts():
        with form.guard(), working() as work:
            save_plan(work, case_id, form.draft(), version=form.version.data)
            flash(_("Saved."), "success")
            return redirect(case_url(number))
    return render_template("promotion/day_one/edit.html", origin=lineage, form=form), form.status


def panel(view: Viewing, case: UseCase) -> Panel | None:
    """Show those around a use case what is planned for its first day, and what is still empty. One query."""
    planned = planned_of(view.session, case.id)
    may_plan = bool(can_plan(view.actor, case, planned.proposed_id))
    may_read = planned.plan is not None and bool(can_read_inside(view.actor, case))
    if not (may_plan or may_read):
        return None
    content = {"case": case, "planned": planned, "may_plan": may_plan}
    return Panel(_("Day one"), "promotion/day_one/panel.html", content, position=20)


def _form(planned: Planned) -> PlanForm:
    plan, owner, support = planned.plan, planned.system_owner, planned.support
    typed = plan.system_owner_email if plan else ""
    return PlanForm(obj=plan, system_owner=owner.email if owner else typed, support=support.email if support else "")
