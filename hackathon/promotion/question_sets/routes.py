"""The page on which stewards publish the must-pass questions, with what each did so far."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.promotion.funnel.queries import tallies
from hackathon.promotion.funnel.rules import Period
from hackathon.promotion.question_sets.commands import publish_set
from hackathon.promotion.question_sets.forms import set_form
from hackathon.promotion.question_sets.policy import can_publish
from hackathon.promotion.questions.queries import newest_set
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, viewing, working

blueprint = Blueprint("question_sets", __name__, url_prefix="/use-cases/questions")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def edit() -> ResponseReturnValue:
    """Show the questions with how often each stopped somebody, and publish them anew."""
    require(can_publish(current_actor()))
    present = newest_set(session())
    form = set_form(present.questions, present.number)
    if form.accepts():
        with form.guard(), working() as work:
            publish_set(work, form.draft(), str(form.reason.data), after=form.version.data or 0)
            flash(_("Published. Use cases whose path is signed from now on are asked these."), "success")
            return redirect(url_for(".edit"))
    counts = {each.key: each for each in tallies(viewing(), Period())}
    return render_template("promotion/question_sets/edit.html", present=present, form=form, counts=counts), form.status
