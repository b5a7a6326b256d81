"""Pages that take evidence, accept it or send it back, and the button that opens a gate."""

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Viewing
from hackathon.core.decisions import Decision, Missing, require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.cases.routes import Asking, asked_why, case_url, steered
from hackathon.promotion.gates.commands import (
    EvidenceDraft,
    accept_evidence,
    advance_case,
    give_evidence,
    reject_evidence,
)
from hackathon.promotion.gates.forms import GiveEvidenceForm
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.gates.policy import can_answer_evidence, can_give_evidence, can_read_evidence
from hackathon.promotion.gates.queries import evidence_of
from hackathon.promotion.gates.rules import Requirement, gate_of, suggested_link
from hackathon.promotion.impact.queries import readings_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("gates", __name__, url_prefix="/use-cases/<int:number>")
BACK = Asking(
    lazy("Send this evidence back"),
    lazy("Whoever gave it reads your reason and can give something better."),
    lazy("Send back"),
    lazy("Sent back. Whoever gave it is told why."),
)


@blueprint.route("/evidence/<requirement>", methods=["GET", "POST"])
@signed_in
def give(number: int, requirement: str) -> ResponseReturnValue:
    """Give evidence for one requirement of the next gate."""
    lineage = lineage_of(session(), current_actor(), number)
    asked, case_id = _asked_for(lineage, requirement), lineage.case.id
    form = GiveEvidenceForm(link=suggested_link(asked.key, _links_of(lineage)))
    form.ask(asked, readings_of(session(), case_id))
    if form.accepts():
        with form.guard():
            draft = EvidenceDraft(requirement, file=form.kept(), **form.words())
            with working() as work:
                give_evidence(work, case_id, draft)
                flash(_("Given. Somebody else accepts it now; they are told."), "success")
                return redirect(case_url(number))
    return render_template("promotion/gates/give.html", origin=lineage, asked=asked, form=form), form.status


@blueprint.post("/evidence/<int:evidence_id>/accept")
@signed_in
def accept(number: int, evidence_id: int) -> ResponseReturnValue:
    """Accept what somebody else gave."""
    _answerable(number, evidence_id)
    with working() as work:
        accept_evidence(work, evidence_id)
    flash(_("Accepted."), "success")
    return redirect(case_url(number))


@blueprint.route("/evidence/<int:evidence_id>/reject", methods=["GET", "POST"])
@signed_in
def reject(number: int, evidence_id: int) -> ResponseReturnValue:
    """Send evidence back, with a reason."""
    lineage, _evidence = _answerable(number, evidence_id)
    return asked_why(lineage, BACK, lambda work, reason, _version: reject_evidence(work, evidence_id, reason))


@blueprint.post("/advance")
@signed_in
def advance(number: int) -> ResponseReturnValue:
    """Move a use case through its gate."""
    case_id = steered(number).case.id
    with working() as work:
        advance_case(work, case_id, request.form.get("action", ""), version=ButtonForm().version.data)
    flash(_("It has moved on. The people concerned are told."), "success")
    return redirect(case_url(number))


def evidence_file_policy(viewing: Viewing, case_id: int) -> Decision:
    """Say who may read the files given as evidence for a use case."""
    case = viewing.session.get(UseCase, case_id)
    return can_read_evidence(viewing.actor, case) if case else Decision(allowed=False)


def _asked_for(lineage: Lineage, key: str) -> Requirement:
    require(can_give_evidence(current_actor(), lineage.case))
    gate = gate_of(lineage.case.state)
    asked = gate.requirement(key) if gate else None
    if asked is None:
        raise Missing(_("This is not asked for now. Look at the use case again."))
    return asked


def _links_of(lineage: Lineage) -> dict[str, str]:
    submission, challenge = lineage.submission, lineage.challenge
    return {
        "repository": submission.repository_url if submission else "",
        "demo": submission.demo_url if submission else "",
        "data": challenge.data_link if challenge else "",
    }


def _answerable(number: int, evidence_id: int) -> tuple[Lineage, Evidence]:
    lineage = lineage_of(session(), current_actor(), number)
    evidence = evidence_of(session(), lineage.case.id, evidence_id)
    require(can_answer_evidence(current_actor(), lineage.case, evidence, has_steward=lineage.has_steward))
    return lineage, evidence
