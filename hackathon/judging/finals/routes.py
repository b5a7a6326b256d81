"""The page on which organizers name who goes on, and everybody reads it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.finals.commands import begin_stage, take_back_stage
from hackathon.judging.finals.forms import FinalistsForm
from hackathon.judging.finals.policy import can_begin, can_see_finalists, is_next
from hackathon.judging.finals.queries import field_before, finalists_of
from hackathon.judging.stages.models import FIRST, Stage
from hackathon.judging.stages.queries import stages_of
from hackathon.judging.tallies.queries import competes
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("finals", __name__, url_prefix="/events/<slug>/judging/stages/<int:stage>/finalists")


@blueprint.get("")
@signed_in
def show(slug: str, stage: int) -> ResponseReturnValue:
    """Show who goes on; before that is decided show organizers what they decide from."""
    event, planned, current = _planned(slug, stage)
    require(can_see_finalists(current_actor(), event, planned))
    if planned.begun_at is not None:
        return _decided(event, planned, current)
    return _to_decide(event, planned, current)


@blueprint.post("")
@signed_in
def begin(slug: str, stage: int) -> ResponseReturnValue:
    """Name who goes on, which begins the stage."""
    event, planned, current = _planned(slug, stage)
    require(can_organize(current_actor(), event))
    form = FinalistsForm()
    form.offer(field_before(session(), planned, places=planned.places or 0))
    if form.accepts():
        with form.guard(), working() as work:
            begin_stage(work, event.id, stage, form.project_ids.data or [], reason=form.reason.data or "")
            flash(_("The stage has begun. Teams and judges are told; assign the judges now."), "success")
            return redirect(url_for(".show", slug=slug, stage=stage))
    return _to_decide(event, planned, current, form)


@blueprint.post("/take-back")
@signed_in
def take_back(slug: str, stage: int) -> ResponseReturnValue:
    """Go on in the stage before as if this one had not begun."""
    event, *_rest = _planned(slug, stage)
    require(can_organize(current_actor(), event))
    event_id = event.id
    with working() as work:
        take_back_stage(work, event_id, stage)
    flash(_("Taken back: judging goes on in the stage before, and everybody concerned is told."), "success")
    return redirect(url_for("judging.stages.index", slug=slug))


def _planned(slug: str, number: int) -> tuple[Event, Stage, int]:
    """Return the event, the stage, and the number of the stage that judges score now."""
    event = event_by_slug(session(), current_actor(), slug)
    stages = {stage.number: stage for stage in stages_of(session(), event.id)}
    if number not in stages:
        raise Missing(_("There is no such stage, or not any more."))
    return event, stages[number], max((each for each, stage in stages.items() if stage.begun_at), default=FIRST)


def _decided(event: Event, stage: Stage, current: int) -> ResponseReturnValue:
    may_take_back = can_organize(current_actor(), event) and stage.number == current and not event.is_released
    finalists = finalists_of(session(), event.id, stage.number)
    shown = {"event": event, "stage": stage, "finalists": finalists, "may_take_back": may_take_back}
    return render_template("judging/finals/show.html", **shown)


def _to_decide(event: Event, stage: Stage, current: int, form: FinalistsForm | None = None) -> ResponseReturnValue:
    field = field_before(session(), stage, places=stage.places or 0)
    form = form or FinalistsForm(project_ids=sorted(field.proposal.proposed))
    is_theirs = competes(session(), current_actor(), event.id)
    decision = can_begin(current_actor(), event, at=now(), competes=is_theirs) & is_next(stage, current)
    shown = {"event": event, "stage": stage, "field": field, "form": form, "decision": decision}
    return render_template("judging/finals/decide.html", **shown), form.status
