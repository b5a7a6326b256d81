"""The page of the six answers, and the pages that ask them again, raise a path and name an owner."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import raise_path
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_decide
from hackathon.promotion.cases.queries import Lineage, Put, lineage_of, nomination_of, possible_owners
from hackathon.promotion.cases.routes import Asking, case_url
from hackathon.promotion.cases.rules import PATH_NAMES
from hackathon.promotion.cases.states import CaseState, longer_paths
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.paths.commands import ask_again, propose_owner, sign_answers
from hackathon.promotion.paths.forms import AnswersForm, ChangeForm, ProposeForm, RaiseForm
from hackathon.promotion.paths.policy import can_ask_again, can_propose_owner, can_sign, is_asked
from hackathon.promotion.paths.queries import Signed, known_of, newest_answers_of
from hackathon.promotion.paths.rules import ANSWER_LABELS, SERIOUS, SHORT, SIX, Answer, Filled, filled
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import Form

blueprint = Blueprint("paths", __name__, url_prefix="/use-cases/<int:number>/path")


AGAIN = Asking(
    lazy("Something changed"),
    lazy("Its owner signs the six answers again. They may lead along a longer path, never along a shorter one."),
    lazy("Ask again"),
    lazy("The owner is asked for the six answers again."),
)
RAISE = Asking(
    lazy("Choose a longer path"),
    lazy("The longer the path, the more is asked before it is offered. It cannot be made shorter again."),
    lazy("Choose it"),
    lazy("Its path is longer now."),
)
PROPOSE = Asking(
    lazy("Propose an owner"),
    lazy("They are asked for the six answers, whoever signed them before."),
    lazy("Propose"),
    lazy("They are asked for the six answers."),
)


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def sign(number: int) -> ResponseReturnValue:
    """Show the six answers, as they were signed and to be signed; only whoever would own the use case signs."""
    lineage = lineage_of(session(), current_actor(), number)
    put, case_id = nomination_of(session(), lineage.case.id), lineage.case.id
    signed, owner_id = newest_answers_of(session(), case_id), signer_of(lineage.case, put)
    may_sign = can_sign(current_actor(), lineage.case, owner_id)
    form = _answers_form(lineage.case, signed, owner_id)
    if request.method == "POST":
        require(may_sign)
    if form.accepts():
        with form.guard(), working() as work:
            sign_answers(work, case_id, form.answers(), version=form.version.data)
            flash(_("Signed. Whoever decides next is told."), "success")
            return redirect(case_url(number))
    shown = {"origin": lineage, "put": put, "form": form, "signed": signed, "lines": lines_of(signed)}
    acts = _acts(lineage, may_sign=bool(may_sign))
    return render_template("promotion/paths/sign.html", paths=PATH_NAMES, **shown, **acts), form.status


@blueprint.route("/again", methods=["GET", "POST"])
@signed_in
def again(number: int) -> ResponseReturnValue:
    """Say that something changed that was answered."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_ask_again(current_actor(), lineage.case))
    form = ChangeForm(version=lineage.case.version)

    def ask(work: Work, case_id: int) -> object:
        return ask_again(work, case_id, form.what.data, str(form.reason.data), version=form.version.data)

    return _asked(lineage, AGAIN, form, ask)


@blueprint.route("/raise", methods=["GET", "POST"])
@signed_in
def longer(number: int) -> ResponseReturnValue:
    """Send a use case along a longer path."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_decide(current_actor(), lineage.case, has_steward=lineage.has_steward))
    form = RaiseForm(version=lineage.case.version)
    form.offer(longer_paths(lineage.case.least_path))

    def raised(work: Work, case_id: int) -> object:
        return raise_path(work, case_id, form.path.data, str(form.reason.data), version=form.version.data)

    return _asked(lineage, RAISE, form, raised)


@blueprint.route("/owner", methods=["GET", "POST"])
@signed_in
def propose(number: int) -> ResponseReturnValue:
    """Name who would own a nominated use case."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_propose_owner(current_actor(), lineage.case, has_steward=lineage.has_steward))
    present = signer_of(lineage.case, nomination_of(session(), lineage.case.id))
    form = ProposeForm(version=lineage.case.version, owner_id=present)
    form.owner_id.offer(possible_owners(session(), lineage.team.id))

    def proposed(work: Work, case_id: int) -> object:
        return propose_owner(work, case_id, form.owner_id.data, version=form.version.data)

    return _asked(lineage, PROPOSE, form, proposed)


def _asked(lineage: Lineage, asking: Asking, form: Form, command: Callable[[Work, int], object]) -> ResponseReturnValue:
    """Show a page with a small form, and give what was typed to a command."""
    number, case_id = lineage.case.number, lineage.case.id
    if form.accepts():
        with form.guard(), working() as work:
            command(work, case_id)
            flash(str(asking.done), "success")
            return redirect(case_url(number))
    return render_template("promotion/paths/ask.html", origin=lineage, form=form, asking=asking), form.status


def signer_of(case: UseCase, put: Put | None) -> int | None:
    """Return who signs the six answers: the owner, or whoever would be."""
    return case.owner_id or (put.nomination.proposed_owner_id if put else None)


def panel(view: Viewing, case: UseCase) -> Panel | None:
    """Show on a use case's page what was signed about its risk. One query."""
    signed = newest_answers_of(view.session, case.id)
    if signed is None and not is_asked(case):
        return None
    content = {"case": case, "signed": signed, "lines": lines_of(signed), "is_asked": is_asked(case)}
    return Panel(_("The six answers"), "promotion/paths/panel.html", content, side=True, position=10)


def lines_of(signed: Signed | None) -> list[tuple[str, str, bool]]:
    """List what was answered in short: statement, answer, whether it makes the path longer."""
    if signed is None:
        return []
    given = signed.given.answers
    held = [key for key in SERIOUS if given.get(key) == Answer.YES]
    return [
        (str(SHORT[key]), str(ANSWER_LABELS[given[key]]), key in held or given[key] != Answer.YES)
        for key in (*SIX, *held)
        if key in given
    ]


def _answers_form(case: UseCase, signed: Signed | None, owner_id: int | None) -> AnswersForm:
    limits = limits_now(session())
    known = filled(known_of(session(), case, owner_id), limits)
    before = signed.given.answers if signed else {}
    form = AnswersForm(
        version=case.version,
        serious=[key for key in SERIOUS if before.get(key) == Answer.YES],
        **{key: before.get(key, known.get(key, Filled()).answer) for key in SIX},
    )
    form.ask(known, limits)
    return form


def _acts(lineage: Lineage, *, may_sign: bool) -> dict[str, Any]:
    """Say what the reader may do on this page and beside it."""
    case, actor = lineage.case, current_actor()
    may_decide = bool(can_decide(actor, case, has_steward=lineage.has_steward))
    is_nominated = case.state == CaseState.NOMINATED
    return {
        "asked": is_asked(case),
        "may_sign": may_sign and (is_asked(case) or is_nominated),
        "may_raise": may_decide and is_nominated and bool(longer_paths(case.least_path)),
        "may_propose": bool(can_propose_owner(actor, case, has_steward=lineage.has_steward)),
        "may_ask": bool(can_ask_again(actor, case)),
    }
