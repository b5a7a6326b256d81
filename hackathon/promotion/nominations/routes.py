"""Pages that put a project forward, once and once more, and the page of the three questions."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_read_inside
from hackathon.promotion.cases.queries import Lineage, Put, lineage_of, nomination_of, possible_owners
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.impact.rules import plain
from hackathon.promotion.nominations.commands import nominate_project, renominate_case, screen_case
from hackathon.promotion.nominations.forms import NominateForm, ScreenForm
from hackathon.promotion.nominations.policy import can_nominate, can_renominate, can_screen
from hackathon.promotion.nominations.queries import Standing, newest_screening_of, released_standing_of
from hackathon.promotion.nominations.rules import (
    REASON_LABELS,
    Known,
    data_known,
    outcome_known,
    share_known,
    three_questions,
)
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, session, viewing, working

blueprint = Blueprint("nominations", __name__)
AGAIN = Asking(
    lazy("Nominate again"),
    lazy("It is screened once more; this can be done once. Say what is different now."),
    lazy("Nominate again"),
    lazy("Nominated again. Whoever screens is told."),
    is_grave=False,
)


@blueprint.route("/projects/<int:project_id>/nominate", methods=["GET", "POST"])
@signed_in
def nominate(project_id: int) -> ResponseReturnValue:
    """Put a project forward."""
    standing = released_standing_of(session(), current_actor(), project_id)
    if standing.case is not None:
        return redirect(case_url(standing.case.number))
    require(can_nominate(current_actor(), standing.project, standing.event))
    form = _nominate_form(standing)
    if form.accepts():
        with form.guard(), working() as work:
            number = nominate_project(work, project_id, form.draft()).number
            flash(_("Nominated: it is use case %(number)s now.") % {"number": number}, "success")
            return redirect(case_url(number))
    panels = contributions().panels_on("nomination", viewing(), standing.project)
    return render_template(
        "promotion/nominations/nominate.html", standing=standing, form=form, panels=panels
    ), form.status


@blueprint.route("/use-cases/<int:number>/renominate", methods=["GET", "POST"])
@signed_in
def renominate(number: int) -> ResponseReturnValue:
    """Put a declined or parked use case forward once more."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_renominate(current_actor(), lineage.case))
    case_id = lineage.case.id
    return asked_why(
        lineage, AGAIN, lambda work, reason, version: renominate_case(work, case_id, reason, version=version)
    )


@blueprint.route("/use-cases/<int:number>/screening", methods=["GET", "POST"])
@signed_in
def screen(number: int) -> ResponseReturnValue:
    """Ask the three questions of the light path; while it is on no or another one, show where it stands."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_screen(current_actor(), lineage.case, has_steward=lineage.has_steward))
    if request.method == "GET" and not lineage.case.has_light_path:
        return redirect(case_url(number))
    put, case_id = nomination_of(session(), lineage.case.id), lineage.case.id
    questions = _questions(lineage, put)
    form = _screen_form(lineage, questions)
    if form.accepts():
        with form.guard(), working() as work:
            screen_case(work, case_id, form.answers(), version=form.version.data)
            flash(_("Decided. The people concerned are told."), "success")
            return redirect(case_url(number))
    panels = contributions().panels_on("nomination", viewing(), lineage.project)
    given = {"origin": lineage, "put": put, "form": form, "share": share_known(questions), "panels": panels}
    return render_template("promotion/nominations/screen.html", **given), form.status


def refusal_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Tell those around a declined use case why, what would change it, and when to come back. One query."""
    if case.state != CaseState.DECLINED or not can_read_inside(view.actor, case):
        return None
    screening = newest_screening_of(view.session, case.id)
    if screening is None or not screening.reason:
        return None
    content = {"case": case, "screening": screening, "why": REASON_LABELS.get(screening.reason_code, "")}
    return Panel(_("Why it was declined"), "promotion/nominations/refusal.html", content, side=False, position=5)


def _nominate_form(standing: Standing) -> NominateForm:
    asked = standing.challenge.product_owner_id if standing.challenge else None
    form = NominateForm(owner_id=asked)
    form.owner_id.offer(possible_owners(session(), standing.team.id))
    return form


def _screen_form(lineage: Lineage, questions: list[Known]) -> ScreenForm:
    form = ScreenForm(version=lineage.case.version)
    form.ask(questions)
    return form


def _questions(lineage: Lineage, put: Put | None) -> list[Known]:
    asked = lineage.challenge
    baseline = plain(asked.baseline) if asked and asked.baseline is not None else ""
    return three_questions(
        owner=(put.proposed_owner or "") if put else "",
        data=data_known(asked.data_name, asked.data_class) if asked else "",
        outcome=outcome_known(asked.metric, baseline, asked.metric_unit) if asked else "",
    )
