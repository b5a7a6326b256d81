"""Pages of must-pass questions: all of a use case, one to answer, its evidence and its decider, and the decision."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import Decision, Missing, require
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_read_inside
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.cases.routes import case_url
from hackathon.promotion.cases.states import CASE_FLOW, CasePath
from hackathon.promotion.impact.rules import plain
from hackathon.promotion.questions import commands
from hackathon.promotion.questions.forms import AnswerForm, DeciderForm, EvidenceForm, RefusalForm, TermsForm
from hackathon.promotion.questions.policy import (
    can_agree,
    can_answer,
    can_prepare,
    can_read_questions,
    can_see_waiver,
    can_settle,
    is_asked,
    is_undecided,
)
from hackathon.promotion.questions.queries import Asked, Basis, basis_of, decides_any, questions_seen
from hackathon.promotion.questions.rules import ANSWERS, ASKED_IN, CONSENTING, DECIDERS, STANDINGS, Standing
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("questions", __name__, url_prefix="/use-cases/<int:number>/questions")
WORDS = {"deciders": DECIDERS, "standings": STANDINGS, "answers": ANSWERS}


@blueprint.get("")
@signed_in
def index(number: int) -> ResponseReturnValue:
    """Show every must-pass question of a use case; somebody who was only asked sees theirs."""
    lineage, basis, asked = _read(number)
    return render_template(
        "promotion/questions/index.html",
        origin=lineage,
        basis=basis,
        asked=asked,
        may=_may(lineage, basis, asked),
        passed=sum(each.is_passed for each in asked),
        is_undecided=is_undecided(lineage.case),
        first_id=lineage.case.first_passed_by,
        **WORDS,
    )


@blueprint.route("/<key>", methods=["GET", "POST"])
@signed_in
def answer(number: int, key: str) -> ResponseReturnValue:
    """Show one question with all that is known about it, and take the answer of whoever decides it."""
    lineage, basis, asked = _one(number, key)
    case_id, form = lineage.case.id, AnswerForm(version=asked.version)
    form.offer()
    may_answer = can_answer(current_actor(), lineage.case, asked.whose, has_steward=lineage.has_steward)
    if request.method == "POST":
        require(may_answer)
    if form.accepts():
        with form.guard(), working() as work:
            commands.answer_question(work, case_id, key, form.draft(), version=form.version.data)
            flash(_("Answered. The people concerned are told."), "success")
            return redirect(_url(number))
    shown = {"origin": lineage, "basis": basis, "asked": asked, "form": form, "may_answer": may_answer}
    return render_template(
        "promotion/questions/answer.html", **shown, **WORDS, **_preparing(lineage, basis, asked)
    ), form.status


@blueprint.route("/<key>/evidence", methods=["GET", "POST"])
@signed_in
def give(number: int, key: str) -> ResponseReturnValue:
    """Give something by which a question can be decided."""
    lineage, basis, asked = _one(number, key)
    require(can_prepare(current_actor(), lineage.case, basis.prospect_id))
    case_id, form = lineage.case.id, EvidenceForm()
    if form.accepts():
        with form.guard():
            draft = form.draft()
            with working() as work:
                commands.give_evidence(work, case_id, key, draft)
                flash(_("Given. Whoever decides sees it."), "success")
                return redirect(url_for(".answer", number=number, key=key))
    return render_template("promotion/questions/give.html", origin=lineage, asked=asked, form=form), form.status


@blueprint.route("/<key>/decider", methods=["GET", "POST"])
@signed_in
def name(number: int, key: str) -> ResponseReturnValue:
    """Name who decides a question."""
    lineage, basis, asked = _one(number, key)
    require(can_prepare(current_actor(), lineage.case, basis.prospect_id))
    case_id, form = lineage.case.id, DeciderForm(version=asked.version)
    if form.accepts():
        with form.guard(), working() as work:
            commands.name_decider(work, case_id, key, str(form.email.data), version=form.version.data)
            flash(_("Named. They are asked now."), "success")
            return redirect(_url(number))
    shown = {"origin": lineage, "asked": asked, "form": form}
    return render_template("promotion/questions/name.html", **shown, **WORDS), form.status


@blueprint.route("/terms", methods=["GET", "POST"])
@signed_in
def terms(number: int) -> ResponseReturnValue:
    """Say for which data, purpose and system owners are asked."""
    lineage, basis, _asked = _read(number)
    require(can_prepare(current_actor(), lineage.case, basis.prospect_id))
    version = basis.dossier.version if basis.dossier else 1
    case_id, form = lineage.case.id, TermsForm(obj=basis.terms, data_name=basis.terms.data, version=version)
    if form.accepts():
        with form.guard(), working() as work:
            commands.set_terms(work, case_id, form.terms(), version=form.version.data)
            flash(_("Saved. Who owns the data and the system is asked about this."), "success")
            return redirect(_url(number))
    return render_template("promotion/questions/terms.html", origin=lineage, form=form), form.status


@blueprint.post("/pass")
@signed_in
def pass_on(number: int) -> ResponseReturnValue:
    """Let a use case pass."""
    case_id = lineage_of(session(), current_actor(), number).case.id
    with working() as work:
        is_through = commands.pass_case(work, case_id, version=ButtonForm().version.data) is not None
    flash(_("It passed.") if is_through else _("Somebody of another unit is asked to agree."), "success")
    return redirect(case_url(number))


@blueprint.route("/decline", methods=["GET", "POST"])
@signed_in
def decline(number: int) -> ResponseReturnValue:
    """Decline a use case after a no."""
    lineage, basis, _asked = _read(number)
    require(can_settle(current_actor(), lineage.case, basis.prospect_id, has_steward=lineage.has_steward))
    case_id, form = lineage.case.id, RefusalForm(version=lineage.case.version)
    form.offer()
    if form.accepts():
        with form.guard(), working() as work:
            commands.decline_case(work, case_id, form.refusal(), version=form.version.data)
            flash(_("Declined. The people concerned are told why."), "success")
            return redirect(case_url(number))
    return render_template("promotion/questions/decline.html", origin=lineage, form=form), form.status


def case_panel(view: Viewing, use_case: UseCase) -> Panel | None:
    """Lead from the page of a use case to its questions, while they are asked and where somebody may read them."""
    is_asked_about = use_case.path_signed_at is not None and use_case.path != CasePath.LIGHT
    if not is_asked_about or use_case.state not in ASKED_IN:
        return None
    may_read = can_read_questions(view.actor, use_case, use_case.owner_id)
    if not may_read and not decides_any(view.session, use_case.id, view.actor.id):
        return None
    is_next = is_undecided(use_case)
    return Panel(_("Must-pass questions"), "promotion/questions/panel.html", use_case, side=not is_next, position=10)


def evidence_file_policy(view: Viewing, case_id: int) -> Decision:
    """Say who may read the files given for the questions of a use case."""
    use_case = view.session.get(UseCase, case_id)
    if use_case is None:
        return Decision(allowed=False)
    inside = can_read_inside(view.actor, use_case)
    may = inside or can_read_questions(view.actor, use_case, basis_of(view.session, use_case).prospect_id)
    return may or Decision(decides_any(view.session, case_id, view.actor.id), may.reason)


def _read(number: int) -> tuple[Lineage, Basis, list[Asked]]:
    """Read the questions of a use case that the reader may see; raise `Denied` where there are none."""
    lineage = lineage_of(session(), current_actor(), number)
    basis, asked = questions_seen(session(), current_actor(), lineage.case, now())
    return lineage, basis, asked


def _one(number: int, key: str) -> tuple[Lineage, Basis, Asked]:
    lineage, basis, asked = _read(number)
    found = next((each for each in asked if each.question.key == key), None)
    if found is None:
        raise Missing(_("This question is not asked about this use case."))
    return lineage, basis, found


def _may(lineage: Lineage, basis: Basis, asked: list[Asked]) -> dict[str, Any]:
    """Say what the reader can do on the page of all questions, and why not where that is worth saying."""
    actor, use_case, first_id = current_actor(), lineage.case, lineage.case.first_passed_by
    settle = can_settle(actor, use_case, basis.prospect_id, has_steward=lineage.has_steward)
    passes = can_agree(actor, use_case, basis.prospect_id, first_id) if first_id else settle
    undecided, is_through = is_undecided(use_case), bool(asked) and all(each.is_passed for each in asked)
    return {
        "prepare": bool(can_prepare(actor, use_case, basis.prospect_id)),
        "answer": {each.question.key for each in asked if _answers(lineage, each)},
        "pass_on": undecided and bool(passes),
        "is_through": is_through and bool(is_asked(use_case)),
        "decline": undecided and bool(settle) and any(each.standing == Standing.NO for each in asked),
    }


def _answers(lineage: Lineage, asked: Asked) -> bool:
    may = can_answer(current_actor(), lineage.case, asked.whose, has_steward=lineage.has_steward)
    return bool(may) and asked.standing != Standing.YES


def _merges(lineage: Lineage, basis: Basis) -> bool:
    actor, use_case = current_actor(), lineage.case
    may = can_settle(actor, use_case, basis.prospect_id, has_steward=lineage.has_steward)
    return bool(may) and CASE_FLOW.allows("merge", use_case.state)


def _waives(lineage: Lineage, asked: Asked) -> bool:
    """Tell whether the reader may propose to waive a question, or agree to it."""
    actor, use_case, owner_id = current_actor(), lineage.case, asked.whose.owner_id
    if asked.waiver is not None:
        may = can_agree(actor, use_case, owner_id, asked.waiver.waiver.proposed_by)
        return bool(may) and asked.waiver.waiver.agreed_by is None
    may = can_settle(actor, use_case, owner_id, has_steward=lineage.has_steward)
    return bool(may & is_asked(use_case)) and not asked.is_passed


def _preparing(lineage: Lineage, basis: Basis, asked: Asked) -> dict[str, Any]:
    return {
        "may_prepare": bool(can_prepare(current_actor(), lineage.case, basis.prospect_id)),
        "may_merge": asked.question.key == "duplicate" and _merges(lineage, basis),
        "may_waive": _waives(lineage, asked),
        "sees_waiver": bool(can_see_waiver(current_actor(), lineage.case, basis.prospect_id)),
        "is_consent": asked.question.decider in CONSENTING,
        "known": _known(lineage, basis, asked),
    }


def _known(lineage: Lineage, basis: Basis, asked: Asked) -> list[tuple[str, str | None]]:
    """List what the event and the day-one plan say on a question of the first set."""
    challenge, plan, put = lineage.challenge, basis.plan, basis.nomination
    known: dict[str, list[tuple[str, str | None]]] = {
        "metric": [
            (_("Metric"), challenge.metric if challenge else None),
            (_("Baseline"), _baseline(challenge) if challenge else None),
        ],
        "data": [(_("Class"), _class_of(challenge) if challenge else None)],
        "actions": [(_("What could go wrong"), put.risks)],
        "support": [
            (_("At most a month"), f"{plan.cost_ceiling:,}" if plan and plan.cost_ceiling is not None else None)
        ],
    }
    return [(term, value or None) for term, value in known.get(asked.question.key, [])]


def _class_of(challenge: Challenge) -> str | None:
    return str(DATA_CLASS_LABELS[challenge.data_class]) if challenge.data_class else None


def _baseline(challenge: Challenge) -> str | None:
    return f"{plain(challenge.baseline)} {challenge.metric_unit}" if challenge.baseline is not None else None


def _url(number: int) -> str:
    return url_for("promotion.questions.index", number=number)
