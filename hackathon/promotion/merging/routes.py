"""The page that merges a use case into another, and the panel that says so."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import lineage_of, proposed_owner_of
from hackathon.promotion.cases.routes import case_url
from hackathon.promotion.merging.commands import merge_case
from hackathon.promotion.merging.forms import MergeForm
from hackathon.promotion.merging.policy import can_merge
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("merging", __name__, url_prefix="/use-cases/<int:number>/merge")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def merge(number: int) -> ResponseReturnValue:
    """Make a use case a part of another."""
    lineage = lineage_of(session(), current_actor(), number)
    owner_id = lineage.case.owner_id or proposed_owner_of(session(), lineage.case.id)
    require(can_merge(current_actor(), lineage.case, owner_id, has_steward=lineage.has_steward))
    case_id, form = lineage.case.id, MergeForm(version=lineage.case.version)
    if form.accepts():
        with form.guard(), working() as work:
            into = merge_case(work, case_id, form.into.data, str(form.reason.data), version=form.version.data)
            flash(_("Merged. The people of both are told."), "success")
            return redirect(case_url(into.number))
    return render_template("promotion/merging/merge.html", origin=lineage, form=form), form.status


def case_panel(view: Viewing, use_case: UseCase) -> Panel | None:
    """Lead from a use case that was merged to the one it is a part of."""
    if use_case.merged_into_id is None:
        return None
    into = view.session.get_one(UseCase, use_case.merged_into_id)
    return Panel(_("Merged"), "promotion/merging/panel.html", into, position=5)
