"""The page on which team members ask to own what they made, and somebody outside the team answers."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import allow_if, require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.policy import can_read_inside
from hackathon.promotion.cases.queries import lineage_of
from hackathon.promotion.cases.routes import Asking, asked_why
from hackathon.promotion.confirmations.commands import ask_to_own, confirm_member_as_owner, refuse_member_as_owner
from hackathon.promotion.confirmations.policy import can_ask_to_own, can_confirm
from hackathon.promotion.confirmations.queries import candidates_of, superior_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("confirmations", __name__, url_prefix="/use-cases/<int:number>/member-owners")
REFUSE = Asking(
    lazy("Do not confirm this person as owner"),
    lazy("They read your reason."),
    lazy("Do not confirm"),
    lazy("They are told why."),
)


@blueprint.get("")
@signed_in
def index(number: int) -> ResponseReturnValue:
    """List who of the team would own it."""
    lineage, actor = lineage_of(session(), current_actor(), number), current_actor()
    case, candidates = lineage.case, candidates_of(session(), lineage.case.id)
    rows = [(each, bool(can_confirm(actor, case, manager_id=each.manager_id))) for each in candidates]
    require(
        can_read_inside(actor, case)
        | allow_if(
            any(may for _each, may in rows), _("The team, the owner, organizers, stewards and line managers see this.")
        )
    )
    has_asked = any(each.asked.member_id == actor.id for each in candidates)
    may_ask = bool(can_ask_to_own(actor, case)) and not has_asked
    return render_template("promotion/confirmations/index.html", origin=lineage, rows=rows, may_ask=may_ask)


@blueprint.post("")
@signed_in
def ask(number: int) -> ResponseReturnValue:
    """Ask to own it."""
    case_id = lineage_of(session(), current_actor(), number).case.id
    with working() as work:
        ask_to_own(work, case_id)
    flash(_("Asked. Your line manager and the stewards are told."), "success")
    return redirect(url_for(".index", number=number))


@blueprint.post("/<int:member_id>/confirm")
@signed_in
def confirm(number: int, member_id: int) -> ResponseReturnValue:
    """Confirm a member."""
    case_id = lineage_of(session(), current_actor(), number).case.id
    with working() as work:
        confirm_member_as_owner(work, case_id, member_id, version=ButtonForm().version.data)
    flash(_("Confirmed. It may be offered to them now."), "success")
    return redirect(url_for(".index", number=number))


@blueprint.route("/<int:member_id>/refuse", methods=["GET", "POST"])
@signed_in
def refuse(number: int, member_id: int) -> ResponseReturnValue:
    """Do not confirm a member, with a reason."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_confirm(current_actor(), lineage.case, manager_id=superior_of(session(), member_id)))
    case_id = lineage.case.id
    return asked_why(
        lineage, REFUSE, lambda work, reason, _version: refuse_member_as_owner(work, case_id, member_id, reason)
    )


def case_panel(view: Viewing, case: UseCase) -> Panel | None:
    """Lead the team to asking for it, without reading anything: who asked is told outside the team by mail."""
    if not can_ask_to_own(view.actor, case):
        return None
    title, template = _("One of you as owner?"), "promotion/confirmations/panel.html"
    return Panel(title, template, {"number": case.number}, side=True, position=60)
