"""Pages that put a project forward, once and once more, and the page of the three questions."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.events.challenges.models import Challenge
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.projects.submissions.models import Submission
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_read_inside
from hackathon.promotion.cases.queries import Lineage, Put, lineage_of, nomination_of, possible_owners
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.impact.rules import plain
from hackathon.promotion.interest.queries import would_take
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.commands import nominate_project, renominate_case, screen_case
from hackathon.promotion.nominations.forms import NominateForm, ScreenForm
from hackathon.promotion.nominations.policy import can_nominate, can_renominate, can_screen
from hackathon.promotion.nominations.queries import (
    OfEvent,
    Standing,
    newest_screening_of,
    of_event,
    released_standing_of,
)
from hackathon.promotion.nominations.rules import (
    REASON_LABELS,
    Known,
    Part,
    data_known,
    decision_due,
    outcome_known,
    share_filled,
    share_known,
    three_questions,
)
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, session, viewing, working

blueprint = Blueprint("nominations", __name__)
SHORT_SHA = 7
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
            is_mine = form.owner_id.data == current_actor().id
            return redirect(url_for("promotion.paths.sign", number=number) if is_mine else case_url(number))
    return render_template("promotion/nominations/nominate.html", form=form, **_to_nominate(standing)), form.status


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
    given = {"put": put, "share": share_known(questions), **_to_decide(lineage)}
    return render_template("promotion/nominations/screen.html", form=form, **given), form.status


def filled_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Show while a use case is decided what the event filled in, each part leading to where it stands. One query."""
    if case.state not in {CaseState.NOMINATED, CaseState.SCREENED}:
        return None
    parts = parts_of(of_event(view.session, case.project_id))
    content = {"parts": parts, "share": share_filled(parts)}
    return Panel(_("From the event"), "promotion/nominations/filled.html", content, side=False, position=30)


def parts_of(known: OfEvent) -> list[Part]:
    """List the parts of a nomination: those that the event can fill in, and those that somebody types."""
    return [
        *_of_question(known.challenge, known.event.slug),
        *_of_submission(known.submission),
        Part(_("Tools"), known.tools or ""),
        Part(_("Place"), _place(known), url_for("judging.ranking.show", slug=known.event.slug)),
        Part(_("Owner of the question"), known.owner or ""),
        *(Part(label, "") for label in (_("What changes"), _("Measured at the event"), _("What could go wrong"))),
    ]


def _of_question(asked: Challenge | None, slug: str) -> list[Part]:
    url = url_for("events.challenges.show", slug=slug, challenge_id=asked.id) if asked else ""
    return [
        Part(_("Question"), asked.question if asked else "", url),
        Part(_("Why it matters"), asked.why if asked else ""),
        Part(_("Metric"), asked.metric if asked else ""),
        Part(_("Baseline"), plain(asked.baseline) if asked and asked.baseline is not None else ""),
        Part(_("Target"), plain(asked.target) if asked and asked.target is not None else ""),
        Part(_("Data"), asked.data_name if asked else ""),
        Part(_("Data class"), str(DATA_CLASS_LABELS[asked.data_class]) if asked and asked.data_class else ""),
    ]


def _of_submission(given: Submission | None) -> list[Part]:
    if given is None:
        return [Part(label, "") for label in (_("Repository"), _("Commit"), _("Demo"))]
    url = url_for("projects.submissions.show", project_id=given.project_id, number=given.number)
    return [
        Part(_("Repository"), given.repository_url),
        Part(_("Commit"), (given.commit_sha or "")[:SHORT_SHA], url),
        Part(_("Demo"), given.demo_url),
    ]


def _place(known: OfEvent) -> str:
    if known.place is None or known.score is None:
        return ""
    return _("%(place)s, with %(score)s") % {"place": known.place, "score": plain(round(known.score, 2))}


def refusal_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Tell those around a declined use case why, what would change it, and when to come back. One query."""
    if case.state != CaseState.DECLINED or not can_read_inside(view.actor, case):
        return None
    screening = newest_screening_of(view.session, case.id)
    if screening is None or not screening.reason:
        return None
    content = {"case": case, "screening": screening, "why": REASON_LABELS.get(screening.reason_code, "")}
    return Panel(_("Why it was declined"), "promotion/nominations/refusal.html", content, side=False, position=5)


def _to_nominate(standing: Standing) -> dict[str, Any]:
    """Read what stands beside the form that nominates a project."""
    parts = parts_of(of_event(session(), standing.project.id))
    panels = contributions().panels_on("nomination", viewing(), standing.project)
    return {"standing": standing, "parts": parts, "share": share_filled(parts), "panels": panels}


def _to_decide(lineage: Lineage) -> dict[str, Any]:
    """Read what stands beside the three questions: by when they are answered, and what else there is like it."""
    due = decision_due(lineage.case.state_since, limits_now(session())[Limit.SCREENING_DAYS])
    panels = contributions().panels_on("nomination", viewing(), lineage.project)
    return {"origin": lineage, "due": due, "panels": panels}


def _nominate_form(standing: Standing) -> NominateForm:
    wanted = [account.id for account in would_take(session(), standing.project.id)]
    asked = standing.challenge.product_owner_id if standing.challenge else None
    form = NominateForm(owner_id=next(iter(wanted), asked))
    form.owner_id.offer(possible_owners(session(), standing.team.id))
    return form


def _screen_form(lineage: Lineage, questions: list[Known]) -> ScreenForm:
    form = ScreenForm(version=lineage.case.version, **{each.key: "yes" for each in questions if each.known})
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
