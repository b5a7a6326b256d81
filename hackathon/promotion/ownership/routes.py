"""Pages on which a use case changes hands, and the panel that says who stands behind it."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.adoption.forms import AcceptForm
from hackathon.promotion.adoption.policy import is_carried
from hackathon.promotion.adoption.queries import open_offer_of, owners_to_ask
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.ownership.commands import hand_over, name_deputy, step_back, take_over, withdraw_hand_over
from hackathon.promotion.ownership.forms import DeputyForm, HandOverForm
from hackathon.promotion.ownership.policy import can_hand_over, can_name_deputy, can_step_back, can_take_over
from hackathon.promotion.ownership.queries import behind
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("ownership", __name__, url_prefix="/use-cases/<int:number>/owner")
STEP_BACK = Asking(
    lazy("Be deputy no longer"),
    lazy("The owner reads your reason and names somebody else."),
    lazy("Step back"),
    lazy("You are no longer deputy. The owner is told."),
    is_grave=False,
)


@blueprint.route("/hand-over", methods=["GET", "POST"])
@signed_in
def pass_on(number: int) -> ResponseReturnValue:
    """Ask somebody else to own it."""
    lineage = _seen(number)
    require(can_hand_over(current_actor(), lineage.case))
    case_id, form = lineage.case.id, HandOverForm(version=lineage.case.version)
    form.offer(owners_to_ask(session(), lineage.case))
    if form.accepts():
        with form.guard(), working() as work:
            hand_over(work, case_id, form.owner_id.data, version=form.version.data)
            flash(_("Asked. You are told what they answer."), "success")
            return redirect(case_url(number))
    is_asked = open_offer_of(session(), case_id) is not None
    return render_template(
        "promotion/ownership/hand_over.html", origin=lineage, form=form, is_asked=is_asked
    ), form.status


@blueprint.post("/keep")
@signed_in
def keep(number: int) -> ResponseReturnValue:
    """Ask nobody any more."""
    case_id = _seen(number).case.id
    with working() as work:
        withdraw_hand_over(work, case_id, version=ButtonForm().version.data)
    flash(_("Nobody is asked any more."), "success")
    return redirect(case_url(number))


@blueprint.route("/take-over", methods=["GET", "POST"])
@signed_in
def step_in(number: int) -> ResponseReturnValue:
    """Sign in the place of an owner who is missing."""
    lineage = _seen(number)
    require(can_take_over(current_actor(), lineage.case))
    case_id, metric = lineage.case.id, lineage.challenge.metric if lineage.challenge else ""
    form = AcceptForm(version=lineage.case.version, metric=metric)
    if form.accepts():
        with form.guard(), working() as work:
            take_over(work, case_id, form.signature(work.session), version=form.version.data)
            flash(_("It is yours now. The team is told."), "success")
            return redirect(case_url(number))
    return render_template("promotion/ownership/take_over.html", origin=lineage, form=form), form.status


@blueprint.route("/deputy", methods=["GET", "POST"])
@signed_in
def deputy(number: int) -> ResponseReturnValue:
    """Say who stands in."""
    lineage = _seen(number)
    require(can_name_deputy(current_actor(), lineage.case))
    case_id, form = lineage.case.id, DeputyForm(version=lineage.case.version)
    if form.accepts():
        with form.guard(), working() as work:
            name_deputy(work, case_id, form.deputy_id(work.session), version=form.version.data)
            flash(_("Named. They are told."), "success")
            return redirect(case_url(number))
    return render_template("promotion/ownership/deputy.html", origin=lineage, form=form), form.status


@blueprint.route("/step-back", methods=["GET", "POST"])
@signed_in
def leave(number: int) -> ResponseReturnValue:
    """Be deputy no longer."""
    lineage = _seen(number)
    require(can_step_back(current_actor(), lineage.case))
    case_id = lineage.case.id
    return asked_why(
        lineage, STEP_BACK, lambda work, reason, version: step_back(work, case_id, reason, version=version)
    )


def case_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Say who stands behind a use case, and let it change hands. One query, none before it has an owner."""
    if not is_carried(case):
        return None
    may = {
        "hand_over": bool(can_hand_over(view.actor, case)),
        "name_deputy": bool(can_name_deputy(view.actor, case)),
        "step_back": bool(can_step_back(view.actor, case)),
    }
    stand = behind(view.session, case)
    is_worth_it = stand.deputy or stand.sponsor or stand.asked or case.owner_missing_since or any(may.values())
    if not is_worth_it:
        return None
    content = {"case": case, "may": may, "behind": stand, "is_asked": stand.asked_id == view.actor.id}
    return Panel(_("Who stands behind it"), "promotion/ownership/panel.html", content, side=True, position=30)


def _seen(number: int) -> Lineage:
    return lineage_of(session(), current_actor(), number)
