"""The pages on which organizers make a new edition of a rubric, and everybody reads those there were."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.editions.commands import make_edition
from hackathon.judging.editions.forms import EditionForm
from hackathon.judging.editions.policy import can_make_edition, can_rescale, is_in_use
from hackathon.judging.editions.queries import Asked, asked_again, editions_of
from hackathon.judging.rubric.forms import BeginForm, rubric_form, values_of
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.rubric.policy import can_set_rubric
from hackathon.judging.rubric.queries import RubricFor, named_rubric
from hackathon.judging.rubric.rules import SCALES, check_criteria, respread_all
from hackathon.judging.stages.queries import stage_now
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("editions", __name__, url_prefix="/events/<slug>/judging/rubrics/<int:rubric_id>/editions")


@blueprint.get("")
@signed_in
def index(slug: str, rubric_id: int) -> ResponseReturnValue:
    """Show everybody at the event what a rubric was before, and why it changed."""
    event = event_by_slug(session(), current_actor(), slug)
    found, editions = named_rubric(session(), event.id, rubric_id), editions_of(session(), rubric_id)
    return render_template("judging/editions/index.html", event=event, found=found, editions=editions)


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def make(slug: str, rubric_id: int) -> ResponseReturnValue:
    """Write a new edition, see which ballots it asks again, and only then make it."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_set_rubric(current_actor(), event))
    found = named_rubric(session(), event.id, rubric_id)
    form, asked = _form(found.rubric), None
    if form.accepts():
        with form.guard():
            asked = _looked_at(form, found.rubric)
            if asked is None:
                return _made(event, form, rubric_id)
    return _page(event, found, form, asked)


def _form(rubric: Rubric) -> EditionForm:
    scale = SCALES.get(request.values.get("scale", ""), rubric.scale)
    criteria = respread_all([criterion.draft() for criterion in rubric.criteria], rubric.scale, scale)
    form: EditionForm = rubric_form(scale, EditionForm)(version=rubric.version, **values_of(criteria))
    return form


def _looked_at(form: EditionForm, rubric: Rubric) -> list[Asked] | None:
    """Return the ballots that the change would ask again, None when the person has seen them already."""
    change = form.change(rubric)
    check_criteria(change.criteria)
    asked = asked_again(session(), rubric, change)
    seen = change.fingerprint([each.ballot_id for each in asked])
    if form.seen.data == seen:
        return None
    form.seen.data = seen
    return asked


def _made(event: Event, form: EditionForm, rubric_id: int) -> ResponseReturnValue:
    slug = event.slug
    with working() as work:
        change = form.change(work.get(Rubric, rubric_id))
        make_edition(work, event.id, rubric_id, change, reason=form.reason.data or "", seen=form.seen.data)
    flash(_("The new edition holds. The judges who must score again are told why."), "success")
    return redirect(url_for("judging.rubric.index", slug=slug))


def _page(event: Event, found: RubricFor, form: EditionForm, asked: list[Asked] | None) -> ResponseReturnValue:
    may_rescale = can_rescale(found.rubric, stage_now(session(), event.id))
    return render_template(
        "judging/editions/make.html",
        event=event,
        found=found,
        form=form,
        asked=asked,
        begin=BeginForm(scale=str(form.scale)) if may_rescale else None,
        decision=can_make_edition(current_actor(), event, at=now()) & is_in_use(found.rubric),
    ), form.status
