"""The one page of an offer, where an owner signs or says no, and the page that offers to somebody else."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.adoption.commands import accept_offer, decline_offer, offer_again
from hackathon.promotion.adoption.forms import AcceptForm, OfferForm
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import can_answer, can_offer
from hackathon.promotion.adoption.queries import open_offer_of
from hackathon.promotion.cases.queries import Lineage, lineage_of, nomination_of, possible_owners, team_names
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("adoption", __name__, url_prefix="/use-cases/<int:number>/offer")
NO = Asking(
    lazy("Say no to this use case"),
    lazy("The team reads your reason. The use case is parked until somebody offers it to another owner."),
    lazy("Say no"),
    lazy("Declined. The team is told why."),
)


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def answer(number: int) -> ResponseReturnValue:
    """Show everything an owner needs on one page, and take the signature."""
    lineage, offer = _offered(number)
    if offer is None:
        return redirect(case_url(number))
    case_id = lineage.case.id
    form = AcceptForm(version=lineage.case.version, metric=lineage.challenge.metric if lineage.challenge else "")
    if form.accepts():
        with form.guard(), working() as work:
            accept_offer(work, case_id, form.signature(), version=form.version.data)
            flash(_("It is yours now. The team is told."), "success")
            return redirect(case_url(number))
    put, team = nomination_of(session(), case_id), team_names(session(), lineage.team.id)
    shown = {"origin": lineage, "offer": offer, "put": put, "team": team}
    return render_template("promotion/adoption/answer.html", **shown, form=form), form.status


@blueprint.route("/decline", methods=["GET", "POST"])
@signed_in
def decline(number: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    lineage, offer = _offered(number)
    if offer is None:
        return redirect(case_url(number))
    case_id = lineage.case.id
    return asked_why(lineage, NO, lambda work, reason, version: decline_offer(work, case_id, reason, version=version))


@blueprint.route("/again", methods=["GET", "POST"])
@signed_in
def again(number: int) -> ResponseReturnValue:
    """Offer it to another owner."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_offer(current_actor(), lineage.case, has_steward=lineage.has_steward))
    case_id, form = lineage.case.id, OfferForm(version=lineage.case.version)
    form.owner_id.offer(possible_owners(session(), lineage.team.id))
    if form.accepts():
        with form.guard(), working() as work:
            offer_again(work, case_id, form.owner_id.data, version=form.version.data)
            flash(_("Offered. The owner is told and has ten working days."), "success")
            return redirect(case_url(number))
    return render_template("promotion/adoption/again.html", origin=lineage, form=form), form.status


def _offered(number: int) -> tuple[Lineage, Offer | None]:
    """Load a use case with its open offer, which must be the reader's; there may be none any more."""
    lineage = lineage_of(session(), current_actor(), number)
    offer = open_offer_of(session(), lineage.case.id)
    if offer is not None:
        require(can_answer(current_actor(), lineage.case, offer))
    return lineage, offer
