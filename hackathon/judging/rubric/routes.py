"""The pages of what projects are judged by: the event's own rubric, closer ones, and all of them to read."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import ChecklistItem, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.presets.rules import PRESETS
from hackathon.judging.rubric.commands import add_closer, remove_closer, set_rubric
from hackathon.judging.rubric.forms import BeginForm, CloserForm, RubricForm, rubric_form, values_of
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.rubric.policy import can_set_rubric, is_changeable
from hackathon.judging.rubric.queries import named_rubric, named_rubrics, parts_of, rubric_of
from hackathon.judging.rubric.rules import SCALES, USUAL, Scale, respread_all, template
from hackathon.judging.stages.queries import stages_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("rubric", __name__, url_prefix="/events/<slug>/judging")


@blueprint.route("/rubric", methods=["GET", "POST"])
@signed_in
def edit(slug: str) -> ResponseReturnValue:
    """Set the criteria; where there are none yet, the template for datathons is offered."""
    event = _event(slug)
    rubric = rubric_of(session(), event.id)
    scale = SCALES.get(request.values.get("scale", ""), rubric.scale if rubric else USUAL)
    form = _form(rubric, scale)
    if form.accepts():
        with form.guard(), working() as work:
            set_rubric(work, event.id, form.criteria(), version=form.version.data or 0, scale=scale)
            flash(_("Saved. This is what projects are judged by."), "success")
            return redirect(url_for(".edit", slug=slug))
    begin = BeginForm(template=request.args.get("template", ""), scale=str(scale))
    shown = {"event": event, "rubric": rubric, "form": form, "begin": begin, "decision": is_changeable(rubric)}
    return render_template("judging/rubric/edit.html", **shown), form.status


@blueprint.get("/rubrics")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show everybody at the event what is judged by what, and when each value is earned."""
    return _index(event_by_slug(session(), current_actor(), slug), CloserForm())


@blueprint.post("/rubrics")
@signed_in
def add(slug: str) -> ResponseReturnValue:
    """Make a rubric for a part of the projects or a stage."""
    event = _event(slug)
    form = CloserForm()
    form.offer(parts_of(session(), event.id))
    if form.accepts():
        with form.guard(), working() as work:
            rubric_id = add_closer(work, event.id, form.closer()).id
            flash(_("Made, and the same as before for now. Change what should differ."), "success")
            return redirect(url_for(".closer", slug=slug, rubric_id=rubric_id))
    return _index(event, form)


@blueprint.route("/rubrics/<int:rubric_id>", methods=["GET", "POST"])
@signed_in
def closer(slug: str, rubric_id: int) -> ResponseReturnValue:
    """Change a rubric of a part of the projects."""
    event = _event(slug)
    found = named_rubric(session(), event.id, rubric_id)
    form = _form(found.rubric, found.rubric.scale)
    if form.accepts():
        with form.guard(), working() as work:
            set_rubric(work, event.id, form.criteria(), version=form.version.data, rubric_id=rubric_id)
            flash(_("Saved. This is what projects are judged by."), "success")
            return redirect(url_for(".index", slug=slug))
    decision = is_changeable(found.rubric)
    shown = {"event": event, "rubric": found.rubric, "found": found, "form": form, "decision": decision}
    return render_template("judging/rubric/edit.html", **shown), form.status


@blueprint.post("/rubrics/<int:rubric_id>/remove")
@signed_in
def remove(slug: str, rubric_id: int) -> ResponseReturnValue:
    """Judge again like the others what had a rubric of its own."""
    event_id = _event(slug).id
    with working() as work:
        remove_closer(work, event_id, rubric_id)
    flash(_("Removed. These projects are judged like the others again."), "success")
    return redirect(url_for(".index", slug=slug))


def own_checklist(seen: Viewing, event: Event) -> list[ChecklistItem]:
    """Ask for the rubric before an event is published."""
    url = url_for("judging.rubric.edit", slug=event.slug)
    return [ChecklistItem(_("Set what projects are judged by"), rubric_of(seen.session, event.id) is not None, url)]


def _event(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(can_set_rubric(current_actor(), event))
    return event


def _form(rubric: Rubric | None, scale: Scale) -> RubricForm:
    """Show the rubric there is, or the template that was asked for, on a scale."""
    name = request.args.get("template", "")
    if rubric is None or name in PRESETS:
        criteria = template(name if name in PRESETS else "datathon", scale)
    else:
        criteria = respread_all([criterion.draft() for criterion in rubric.criteria], rubric.scale, scale)
    form: RubricForm = rubric_form(scale)(version=rubric.version if rubric else 0, **values_of(criteria))
    return form


def _index(event: Event, form: CloserForm) -> ResponseReturnValue:
    may_set = can_set_rubric(current_actor(), event)
    if may_set:
        form.offer(parts_of(session(), event.id))
    begun = [stage for stage in stages_of(session(), event.id) if stage.begun_at is not None]
    rubrics = named_rubrics(session(), event.id)
    shown = {"event": event, "rubrics": rubrics, "form": form, "may_set": may_set, "begun": begun}
    return render_template("judging/rubric/index.html", **shown), form.status
