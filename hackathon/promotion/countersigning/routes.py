"""The pages of the two signatures: the owner's, then the sponsor's under it, or why not."""

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import needs_sponsor
from hackathon.promotion.adoption.queries import open_offer_of
from hackathon.promotion.adoption.routes import known_of, offer_shown, offered
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.countersigning.commands import countersign_offer, refuse_to_countersign, sign_offer
from hackathon.promotion.countersigning.forms import CountersignForm, SignForm
from hackathon.promotion.countersigning.policy import can_countersign
from hackathon.promotion.countersigning.queries import sponsors_to_name, waits_for_sponsor
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("countersigning", __name__, url_prefix="/use-cases/<int:number>/offer")
NO = Asking(
    lazy("Do not countersign this use case"),
    lazy("The owner reads your reason and may name another sponsor."),
    lazy("Do not countersign"),
    lazy("The owner is told why."),
)


@blueprint.route("/sign", methods=["GET", "POST"])
@signed_in
def sign(number: int) -> ResponseReturnValue:
    """Show everything an owner needs on one page, and take the signature that a sponsor has to countersign."""
    lineage, offer = offered(number)
    if offer is None or not needs_sponsor(lineage.case):
        return redirect(case_url(number))
    case_id, form = lineage.case.id, SignForm(**known_of(lineage))
    form.offer(sponsors_to_name(session(), lineage.case, offer.owner_id))
    may_sign = not waits_for_sponsor(session(), lineage.case, offer)
    if form.accepts():
        with form.guard(), working() as work:
            sign_offer(work, case_id, form.signature(work.session), version=form.version.data)
            flash(_("Signed. It is yours once the sponsor countersigns; they are told."), "success")
            return redirect(case_url(number))
    shown = {**offer_shown(lineage, offer), "form": form, "may_sign": may_sign}
    return render_template("promotion/countersigning/sign.html", **shown), form.status


@blueprint.route("/countersign", methods=["GET", "POST"])
@signed_in
def countersign(number: int) -> ResponseReturnValue:
    """Show the sponsor what the owner signed, and take the second signature."""
    lineage, offer = _to_countersign(number)
    if offer is None:
        return redirect(case_url(number))
    case_id, form = lineage.case.id, CountersignForm(version=lineage.case.version)
    if form.accepts():
        with form.guard(), working() as work:
            countersign_offer(work, case_id, form.signed_name.data or "", version=form.version.data)
            flash(_("Countersigned. The owner and the team are told."), "success")
            return redirect(case_url(number))
    shown = {**offer_shown(lineage, offer), "form": form}
    return render_template("promotion/countersigning/countersign.html", **shown), form.status


@blueprint.route("/refuse", methods=["GET", "POST"])
@signed_in
def refuse(number: int) -> ResponseReturnValue:
    """Say no as the sponsor, with a reason."""
    lineage, offer = _to_countersign(number)
    if offer is None:
        return redirect(case_url(number))
    case_id = lineage.case.id
    return asked_why(
        lineage, NO, lambda work, reason, version: refuse_to_countersign(work, case_id, reason, version=version)
    )


def _to_countersign(number: int) -> tuple[Lineage, Offer | None]:
    """Load a use case with its open offer, which the reader must have been asked to countersign."""
    lineage = lineage_of(session(), current_actor(), number)
    offer = open_offer_of(session(), lineage.case.id)
    if offer is not None:
        require(can_countersign(current_actor(), lineage.case, offer))
    return lineage, offer
