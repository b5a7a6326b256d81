"""Pages of plans: ask for one, look at who would judge what, apply it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.plans.commands import apply_plan, ask_for_plan, discard_plan
from hackathon.judging.plans.forms import PlanForm
from hackathon.judging.plans.models import AssignmentPlan
from hackathon.judging.plans.policy import can_plan, can_see_plans
from hackathon.judging.plans.queries import job_of, plan_seen, plans_of, preview_of
from hackathon.judging.plans.states import PlanState
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import ButtonForm
from hackathon.web.paging import page_in, page_of

blueprint = Blueprint("plans", __name__, url_prefix="/events/<slug>/judging/plans")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Ask for a plan of who judges what, and list those there were."""
    event, form = _event(slug), PlanForm()
    if form.accepts():
        with form.guard(), working() as work:
            plan_id = ask_for_plan(work, event.id, form.asked()).id
            return redirect(url_for(".show", slug=slug, plan_id=plan_id))
    return render_template(
        "judging/plans/index.html",
        event=event,
        form=form,
        may=can_plan(current_actor(), event),
        page=page_of(session(), plans_of(event.id)),
    ), form.status


@blueprint.get("/<int:plan_id>")
@signed_in
def show(slug: str, plan_id: int) -> ResponseReturnValue:
    """Show who would judge what, and what could not be met."""
    event = _event(slug)
    plan = plan_seen(session(), event.id, plan_id)
    preview = preview_of(session(), plan)
    return render_template(
        "judging/plans/show.html",
        event=event,
        plan=plan,
        preview=preview,
        page=page_in(preview.projects),
        may=can_plan(current_actor(), event),
        job=job_of(session(), plan.id) if plan.state == PlanState.ASKED else None,
    )


@blueprint.post("/<int:plan_id>/apply")
@signed_in
def apply(slug: str, plan_id: int) -> ResponseReturnValue:
    """Ask the judges as planned."""
    _plan(slug, plan_id)
    with working() as work:
        apply_plan(work, plan_id, version=ButtonForm().version.data)
    flash(_("The judges are asked, and told so."), "success")
    return redirect(url_for(".show", slug=slug, plan_id=plan_id))


@blueprint.post("/<int:plan_id>/discard")
@signed_in
def discard(slug: str, plan_id: int) -> ResponseReturnValue:
    """Drop the plan."""
    _plan(slug, plan_id)
    with working() as work:
        discard_plan(work, plan_id, version=ButtonForm().version.data)
    flash(_("The plan is dropped. No judge was asked anything."), "success")
    return redirect(url_for(".index", slug=slug))


def _event(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_plans(current_actor(), event))
    return event


def _plan(slug: str, plan_id: int) -> AssignmentPlan:
    return plan_seen(session(), _event(slug).id, plan_id)
