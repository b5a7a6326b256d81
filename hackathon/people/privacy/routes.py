"""Pages about personal data: what is kept about whom, one's own copy of it, and erasing a person."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.core.privacy import Fate, declared
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import attempt_by_id, has_password
from hackathon.people.privacy.commands import ask_for_export, erase_account
from hackathon.people.privacy.forms import EraseForm
from hackathon.people.privacy.policy import can_erase
from hackathon.people.privacy.queries import export_seen, kept_about
from hackathon.people.privacy.rules import EXPORT_LIFE
from hackathon.web import access
from hackathon.web.access import current_actor, public, signed_in, site_role
from hackathon.web.database import contributions, now, session, settings, working
from hackathon.web.limits import guesses_per_address

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/privacy")
@public
def show() -> ResponseReturnValue:
    """Say what is kept about people, why and for how long, as the tables declare it."""
    kept = {fate: [(table.name, told) for table, told in declared() if told.fate == fate] for fate in Fate}
    return render_template("people/privacy/show.html", kept=kept, retention=contributions().retention)


@blueprint.get("/people/me/data")
@signed_in
def own() -> ResponseReturnValue:
    """Offer a copy of one's own data, and to erase oneself."""
    account = session().get_one(Account, current_actor().id)
    seen, erasing = export_seen(session(), account.id, now()), can_erase(current_actor(), account)
    return render_template("people/privacy/own.html", file=seen.file, job=seen.job, life=EXPORT_LIFE, erasing=erasing)


@blueprint.post("/people/me/data")
@signed_in
def export() -> ResponseReturnValue:
    """Have a copy of one's own data put together."""
    with working() as work:
        ask_for_export(work)
    flash(_("Your data is being put together. You find the copy here, and a notice in your inbox."), "success")
    return redirect(url_for(".own"))


@blueprint.route("/people/me/erase", methods=["GET", "POST"])
@signed_in
@guesses_per_address
def erase_oneself() -> ResponseReturnValue:
    """Show what erasing oneself does, and do it."""
    form, own_id = _form(), current_actor().id or 0
    if _is_erased(form, own_id):
        access.sign_out()
        flash(_("Your account and your personal data are erased. Goodbye."), "success")
        return redirect(url_for("people.accounts.sign_in"))
    return _preview(form, own_id), form.status


@blueprint.route("/admin/accounts/<int:account_id>/erase", methods=["GET", "POST"])
@site_role("admin")
@guesses_per_address
def erase(account_id: int) -> ResponseReturnValue:
    """Show an administrator what erasing somebody does, and do it for them."""
    if account_id == current_actor().id:
        return redirect(url_for(".erase_oneself"))
    form = _form()
    if _is_erased(form, account_id):
        flash(_("The account and its personal data are erased."), "success")
        return redirect(url_for("people.oversight.index"))
    return _preview(form, account_id), form.status


def _form() -> EraseForm:
    form = EraseForm()
    if not (settings().passwords and has_password(session(), current_actor().id)):
        del form.password
    return form


def _is_erased(form: EraseForm, account_id: int) -> bool:
    """Erase where that was asked for, meant and possible."""
    if not form.accepts():
        return False
    is_proven = _is_proven(form)
    with form.guard(), working() as work:
        erase_account(work, account_id, form.confirmation.data or "", is_proven=is_proven)
    return not form.form_errors and not form.errors


def _is_proven(form: EraseForm) -> bool:
    """Compare the password before any lock is held; who has none must have signed in a moment ago."""
    if form.password is None:
        return access.is_fresh()
    return attempt_by_id(session(), current_actor().id, form.password.data or "").is_right


def _preview(form: EraseForm, account_id: int) -> str:
    account = session().get(Account, account_id)
    if account is None:
        raise Missing(_("There is no such account."))
    require(can_erase(current_actor(), account))
    return render_template(
        "people/privacy/erase.html",
        form=form,
        account=account,
        kept=kept_about(session(), account),
        stops=[why for stops in contributions().erasure_stops for why in stops(session(), account_id)],
        may_confirm=form.password is not None or access.is_fresh(),
        is_mine=account_id == current_actor().id,
    )
