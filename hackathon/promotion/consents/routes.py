"""The consents that somebody gave, and the page that takes one back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.i18n import _
from hackathon.promotion.cases.forms import ReasonForm
from hackathon.promotion.consents.commands import revoke_consent
from hackathon.promotion.consents.queries import consent_of, consents_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("consents", __name__, url_prefix="/use-cases/consents")


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List what one said yes to for every use case alike."""
    page = page_of(session(), consents_of(current_actor().id), scalars=False)
    return render_template("promotion/consents/index.html", page=page, now=now())


@blueprint.route("/<int:consent_id>/revoke", methods=["GET", "POST"])
@signed_in
def revoke(consent_id: int) -> ResponseReturnValue:
    """Take a consent back, with a reason."""
    consent, form = consent_of(session(), current_actor().id, consent_id), ReasonForm()
    if form.accepts():
        with form.guard(), working() as work:
            revoke_consent(work, consent_id, str(form.reason.data))
            flash(_("Taken back. The people concerned are told why."), "success")
            return redirect(url_for(".index"))
    return render_template("promotion/consents/revoke.html", consent=consent, form=form), form.status
