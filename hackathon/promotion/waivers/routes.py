"""The page of a waiver: propose it, agree to it or not."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.cases.forms import ReasonForm
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.cases.routes import Asking
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.questions.policy import can_read_questions
from hackathon.promotion.questions.queries import Asked, asked_of
from hackathon.promotion.waivers.commands import agree_to_waiver, propose_waiver, refuse_waiver
from hackathon.promotion.waivers.forms import WaiverForm
from hackathon.promotion.waivers.policy import can_agree_waiver, can_propose_waiver
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("waivers", __name__, url_prefix="/use-cases/<int:number>/questions/<key>/waiver")
REFUSE = Asking(
    lazy("Do not agree"),
    lazy("The question stays as it is. Whoever proposed to waive it reads your reason."),
    lazy("Do not agree"),
    lazy("Not waived. Whoever proposed it is told why."),
)


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def show(number: int, key: str) -> ResponseReturnValue:
    """Propose to waive a question, or show what is proposed."""
    lineage, asked = _read(number, key)
    may = can_propose_waiver(current_actor(), lineage.case, asked.whose, has_steward=lineage.has_steward)
    case_id, form = lineage.case.id, WaiverForm()
    form.bound(limits_now(session())[Limit.WAIVER_DAYS])
    if request.method == "POST":
        require(may)
    if form.accepts():
        with form.guard(), working() as work:
            propose_waiver(work, case_id, key, str(form.reason.data), form.days.data)
            flash(_("Proposed. A second person is asked to agree."), "success")
            return redirect(_question_url(number, key))
    waiver = asked.waiver.waiver if asked.waiver else None
    may_agree = waiver and can_agree_waiver(current_actor(), lineage.case, asked.whose, waiver)
    shown = {"origin": lineage, "asked": asked, "form": form, "may": bool(may), "may_agree": bool(may_agree)}
    return render_template("promotion/waivers/show.html", **shown), form.status


@blueprint.post("/agree")
@signed_in
def agree(number: int, key: str) -> ResponseReturnValue:
    """Agree as the second person."""
    case_id = lineage_of(session(), current_actor(), number).case.id
    with working() as work:
        agree_to_waiver(work, case_id, key)
    flash(_("Waived. The owner is told."), "success")
    return redirect(_question_url(number, key))


@blueprint.route("/refuse", methods=["GET", "POST"])
@signed_in
def refuse(number: int, key: str) -> ResponseReturnValue:
    """Do not agree, with a reason."""
    lineage, asked = _read(number, key)
    waiver = asked.waiver.waiver if asked.waiver else None
    require(can_agree_waiver(current_actor(), lineage.case, asked.whose, waiver))
    case_id, form = lineage.case.id, ReasonForm()
    if form.accepts():
        with form.guard(), working() as work:
            refuse_waiver(work, case_id, key, str(form.reason.data))
            flash(str(REFUSE.done), "success")
            return redirect(_question_url(number, key))
    return render_template("promotion/cases/reason.html", origin=lineage, form=form, asking=REFUSE), form.status


def _read(number: int, key: str) -> tuple[Lineage, Asked]:
    lineage = lineage_of(session(), current_actor(), number)
    asked = asked_of(session(), lineage.case, key, now())
    require(can_read_questions(current_actor(), lineage.case, asked.whose.owner_id))
    return lineage, asked


def _question_url(number: int, key: str) -> str:
    return url_for("promotion.questions.answer", number=number, key=key)
