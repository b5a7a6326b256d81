"""The page on which organizers plan the stages of judging."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.stages.commands import add_stage, edit_stage, remove_stage
from hackathon.judging.stages.forms import StageForm
from hackathon.judging.stages.models import Stage
from hackathon.judging.stages.policy import can_plan_stages
from hackathon.judging.stages.queries import projects_by_stage, stages_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("stages", __name__, url_prefix="/events/<slug>/judging/stages")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show the stages, and add one after them."""
    event, form = _event(slug), StageForm(carry_over=0)
    if form.accepts():
        with form.guard(), working() as work:
            add_stage(work, event.id, form.draft())
            flash(_("The stage is planned. It begins when you name who goes on."), "success")
            return redirect(url_for(".index", slug=slug))
    stages, counts = stages_of(session(), event.id), projects_by_stage(session(), event.id)
    decision = can_plan_stages(current_actor(), event, at=now())
    shown = {"event": event, "stages": stages, "counts": counts, "form": form, "decision": decision}
    return render_template("judging/stages/index.html", **shown), form.status


@blueprint.route("/<int:stage>", methods=["GET", "POST"])
@signed_in
def edit(slug: str, stage: int) -> ResponseReturnValue:
    """Change the plan of a stage that has not begun."""
    event = _event(slug)
    planned = _planned(event, stage)
    form = StageForm(planned)
    if form.accepts():
        with form.guard(), working() as work:
            edit_stage(work, event.id, stage, form.draft(), version=form.version.data)
            flash(_("Saved."), "success")
            return redirect(url_for(".index", slug=slug))
    return render_template("judging/stages/edit.html", event=event, stage=planned, form=form), form.status


@blueprint.post("/<int:stage>/remove")
@signed_in
def remove(slug: str, stage: int) -> ResponseReturnValue:
    """Drop a stage that has not begun."""
    event_id = _event(slug).id
    with working() as work:
        remove_stage(work, event_id, stage)
    flash(_("Removed."), "success")
    return redirect(url_for(".index", slug=slug))


def _event(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(can_organize(current_actor(), event))
    return event


def _planned(event: Event, number: int) -> Stage:
    planned = next((stage for stage in stages_of(session(), event.id) if stage.number == number), None)
    if planned is None:
        raise Missing(_("There is no such stage, or not any more."))
    return planned
