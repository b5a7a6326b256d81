"""The one page of an offer, where an owner signs or says no, the sponsor's, and the page that offers to others."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.adoption.commands import (
    accept_offer,
    countersign_offer,
    decline_offer,
    offer_again,
    refuse_to_countersign,
    sign_offer,
)
from hackathon.promotion.adoption.forms import AcceptForm, CountersignForm, OfferForm, SignForm
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import can_answer, can_countersign, can_offer, is_carried
from hackathon.promotion.adoption.queries import (
    line_of,
    open_offer_of,
    owners_to_ask,
    sponsors_to_name,
    waits_for_sponsor,
)
from hackathon.promotion.cases.queries import Lineage, lineage_of, nomination_of
from hackathon.promotion.cases.routes import Asking, asked_why, case_url
from hackathon.promotion.cases.states import CasePath
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
NOT_COUNTERSIGNED = Asking(
    lazy("Do not countersign this use case"),
    lazy("The owner reads your reason and may name another sponsor."),
    lazy("Do not countersign"),
    lazy("The owner is told why."),
)


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def answer(number: int) -> ResponseReturnValue:
    """Show everything an owner needs on one page, and take the signature."""
    lineage, offer = _offered(number)
    if offer is None:
        return redirect(case_url(number))
    case_id, form = lineage.case.id, _form(lineage)
    may_sign = not waits_for_sponsor(session(), lineage.case, offer)
    if form.accepts():
        with form.guard(), working() as work:
            command = sign_offer if isinstance(form, SignForm) else accept_offer
            signed = command(work, case_id, form.signature(work.session), version=form.version.data)
            flash(_signed(signed), "success")
            return redirect(case_url(number))
    shown = {**_offer_shown(lineage, offer), "form": form, "may_sign": may_sign}
    return render_template("promotion/adoption/answer.html", **shown), form.status


@blueprint.route("/decline", methods=["GET", "POST"])
@signed_in
def decline(number: int) -> ResponseReturnValue:
    """Say no, with a reason."""
    lineage, offer = _offered(number)
    if offer is None:
        return redirect(case_url(number))
    case_id = lineage.case.id
    return asked_why(lineage, NO, lambda work, reason, version: decline_offer(work, case_id, reason, version=version))


@blueprint.route("/countersign", methods=["GET", "POST"])
@signed_in
def countersign(number: int) -> ResponseReturnValue:
    """Show the same page to the sponsor, with the owner's signature, and take the second one."""
    lineage, offer = _to_countersign(number)
    if offer is None:
        return redirect(case_url(number))
    case_id, form = lineage.case.id, CountersignForm(version=lineage.case.version)
    if form.accepts():
        with form.guard(), working() as work:
            countersign_offer(work, case_id, form.signed_name.data or "", version=form.version.data)
            flash(_("Countersigned. The owner and the team are told."), "success")
            return redirect(case_url(number))
    return render_template(
        "promotion/adoption/countersign.html", **_offer_shown(lineage, offer), form=form
    ), form.status


@blueprint.route("/refuse", methods=["GET", "POST"])
@signed_in
def refuse(number: int) -> ResponseReturnValue:
    """Say no as the sponsor, with a reason."""
    lineage, offer = _to_countersign(number)
    if offer is None:
        return redirect(case_url(number))
    case_id = lineage.case.id
    return asked_why(
        lineage,
        NOT_COUNTERSIGNED,
        lambda work, reason, version: refuse_to_countersign(work, case_id, reason, version=version),
    )


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


def _form(lineage: Lineage) -> AcceptForm:
    """Make the form of the path, filled in with what the event knows."""
    case = lineage.case
    known = {"version": case.version, "metric": lineage.challenge.metric if lineage.challenge else ""}
    if case.path != CasePath.FULL or is_carried(case):
        return AcceptForm(**known)
    form = SignForm(**known)
    form.offer(sponsors_to_name(session(), case, current_actor().id))
    return form


def _signed(offer: Offer) -> str:
    if offer.answered_at is None:
        return _("Signed. It is yours once the sponsor countersigns; they are told.")
    return _("It is yours now. The team is told.")


def _offer_shown(lineage: Lineage, offer: Offer) -> dict[str, Any]:
    view = viewing()
    return {
        "origin": lineage,
        "offer": offer,
        "put": nomination_of(view.session, lineage.case.id),
        "coming": who_comes_along(view.session, lineage.case),
        "panels": contributions().panels_on("offer", view, lineage.case),
    }


def _offered(number: int) -> tuple[Lineage, Offer | None]:
    """Load a use case with its open offer, which must be the reader's; there may be none any more."""
    lineage = lineage_of(session(), current_actor(), number)
    offer = open_offer_of(session(), lineage.case.id)
    if offer is not None:
        require(can_answer(current_actor(), lineage.case, offer))
    return lineage, offer


def _to_countersign(number: int) -> tuple[Lineage, Offer | None]:
    """Load a use case with its open offer, which the reader must have been asked to countersign."""
    lineage = lineage_of(session(), current_actor(), number)
    offer = open_offer_of(session(), lineage.case.id)
    if offer is not None:
        require(can_countersign(current_actor(), lineage.case, offer))
    return lineage, offer
