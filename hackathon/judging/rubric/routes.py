"""The page on which organizers set what projects are judged by."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import ChecklistItem, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.rubric.commands import set_rubric
from hackathon.judging.rubric.forms import RubricForm, values_of
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.rubric.policy import can_set_rubric, is_changeable
from hackathon.judging.rubric.queries import rubric_of
from hackathon.judging.rubric.rules import datathon_template
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("rubric", __name__, url_prefix="/events/<slug>/judging")


@blueprint.route("/rubric", methods=["GET", "POST"])
@signed_in
def edit(slug: str) -> ResponseReturnValue:
    """Set the criteria; where there are none yet, the template for datathons is offered."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_set_rubric(current_actor(), event))
    rubric = rubric_of(session(), event.id)
    form = _form(rubric)
    if form.accepts():
        with form.guard(), working() as work:
            set_rubric(work, event.id, form.criteria(), version=form.version.data or 0)
            flash(_("Saved. This is what projects are judged by."), "success")
            return redirect(url_for(".edit", slug=slug))
    decision = is_changeable(rubric)
    return render_template(
        "judging/rubric/edit.html", event=event, rubric=rubric, form=form, decision=decision
    ), form.status


def own_checklist(seen: Viewing, event: Event) -> list[ChecklistItem]:
    """Ask for the rubric before an event is published."""
    url = url_for("judging.rubric.edit", slug=event.slug)
    return [ChecklistItem(_("Set what projects are judged by"), rubric_of(seen.session, event.id) is not None, url)]


def _form(rubric: Rubric | None) -> RubricForm:
    criteria = [criterion.draft() for criterion in rubric.criteria] if rubric else datathon_template()
    return RubricForm(version=rubric.version if rubric else 0, **values_of(criteria))
