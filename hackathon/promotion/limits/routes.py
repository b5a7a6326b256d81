"""The page on which stewards change the numbers that promotion goes by."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.people.organization.models import THE_ONE
from hackathon.promotion.limits.commands import set_limits
from hackathon.promotion.limits.forms import limits_form
from hackathon.promotion.limits.policy import can_set_limits
from hackathon.promotion.limits.queries import limits_now
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of
from hackathon.web.database import session, viewing, working

blueprint = Blueprint("limits", __name__, url_prefix="/use-cases/limits")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def edit() -> ResponseReturnValue:
    """Show the limits with who changed them, and change them."""
    require(can_set_limits(current_actor()))
    form = limits_form(limits_now(session()))
    if form.accepts():
        with form.guard(), working() as work:
            set_limits(work, form.values_typed())
            flash(_("Saved. What changed is in the record."), "success")
            return redirect(url_for(".edit"))
    entries = activity_of(viewing(), "organization", THE_ONE, audiences=[Audience.VIEWERS])
    return render_template("promotion/limits/edit.html", form=form, entries=entries), form.status
