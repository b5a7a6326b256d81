"""The one page of an offer, where an owner signs or says no, and the page that offers to others."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.promotion.adoption.commands import accept_offer, decline_offer, offer_again
from hackathon.promotion.adoption.forms import AcceptForm, OfferForm
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import can_answer, can_offer, needs_sponsor
from hackathon.promotion.adoption.queries import line_of, open_offer_of, owners_to_ask
from hackathon.promotion.cases.queries import Lineage, lineage_of, nomination_of
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.team_time.queries import who_comes_along
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, session, viewing, working

blueprint = Blueprint("adoption", __name__, url_prefix="/use-cases/<int:number>/offer")
NO = Asking(
    lazy("Say no to this use case"),
    lazy("The team reads your reason. The next owner is asked, where somebody named one; otherwise it is parked."),
    lazy("Say no"),
    lazy("Declined. The team is told why."),
)


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def answer(number: int) -> ResponseReturnValue:
    """Show everything an owner needs on one page, and take the signature; where it takes two, there is another page."""
    lineage, offer = offered(number)
    if offer is None:
        return redirect(case_url(number))
    if needs_sponsor(lineage.case):
        return redirect(url_for("promotion.countersigning.sign", number=number))
    case_id, form = lineage.case.id, AcceptForm(**known_of(lineage))
    if form.accepts():
        with form.guard(), working() as work:
            accept_offer(work, case_id, form.signature(work.session), version=form.version.data)
            flash(_("It is yours now. The team is told."), "success")
            return redirect(case_url(number))
    return render_template("promotion/adoption/answer.html", **offer_shown(lineage, offer), form=form), form.status


@blueprint.route("/decline", methods=["GET", "POST"])
@signed_in
def decline(number: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    lineage, offer = offered(number)
    if offer is None:
        return redirect(case_url(number))
    case_id = lineage.case.id
    return asked_why(lineage, NO, lambda work, reason, version: decline_offer(work, case_id, reason, version=version))


@blueprint.route("/again", methods=["GET", "POST"])
@signed_in
def again(number: int) -> ResponseReturnValue:
    """Offer it to another owner, and say who is asked after them."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_offer(current_actor(), lineage.case, has_steward=lineage.has_steward))
    case_id, form = lineage.case.id, _again_form(lineage)
    if form.accepts():
        with form.guard(), working() as work:
            offer_again(work, case_id, form.owner_id.data, then=form.then(), version=form.version.data)
            flash(_("Offered. The owner is told."), "success")
            return redirect(case_url(number))
    days = limits_now(session())[Limit.OFFER_DAYS]
    return render_template("promotion/adoption/again.html", origin=lineage, form=form, days=days), form.status


def _again_form(lineage: Lineage) -> OfferForm:
    line = [each.owner_id for each in line_of(session(), lineage.case.id)]
    second, third, *_more = [*line, None, None]
    form = OfferForm(version=lineage.case.version, second_id=second, third_id=third)
    form.offer(owners_to_ask(session(), lineage.case))
    return form


def known_of(lineage: Lineage) -> dict[str, Any]:
    """Fill a signature in with what the event knows."""
    return {"version": lineage.case.version, "metric": lineage.challenge.metric if lineage.challenge else ""}


def offer_shown(lineage: Lineage, offer: Offer) -> dict[str, Any]:
    """Read what a page of an offer shows."""
    view = viewing()
    return {
        "origin": lineage,
        "offer": offer,
        "put": nomination_of(view.session, lineage.case.id),
        "coming": who_comes_along(view.session, lineage.case),
        "data_classes": DATA_CLASS_LABELS,
        "panels": contributions().panels_on("offer", view, lineage.case),
    }


def offered(number: int) -> tuple[Lineage, Offer | None]:
    """Load a use case with its open offer, which must be the reader's; there may be none any more."""
    lineage = lineage_of(session(), current_actor(), number)
    offer = open_offer_of(session(), lineage.case.id)
    if offer is not None:
        require(can_answer(current_actor(), lineage.case, offer))
    return lineage, offer
