"""Site administration: accounts and their roles, kept mail, background work, and who did what about them."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.people.accounts import commands as accounts
from hackathon.people.accounts.models import ROLE_LABELS
from hackathon.people.accounts.policy import can_change_site_role, can_change_state, can_issue_link
from hackathon.people.oversight import queries
from hackathon.people.oversight.commands import retry_delivery, retry_job
from hackathon.people.oversight.forms import CreateAccountForm
from hackathon.web.access import current_actor, site_role
from hackathon.web.activity import activity_of, entries_of
from hackathon.web.database import contributions, session, settings, viewing, working
from hackathon.web.paging import page_of

blueprint = Blueprint("oversight", __name__, url_prefix="/admin")

BOTH = (Audience.VIEWERS, Audience.ADMINS)


@blueprint.get("")
@site_role("admin")
def index() -> ResponseReturnValue:
    """List accounts, found by name or address."""
    words = request.args.get("q", "")[:100]
    page = page_of(session(), queries.accounts_found(words))
    return render_template("people/oversight/index.html", page=page, words=words, labels=ROLE_LABELS)


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@site_role("admin")
def create() -> ResponseReturnValue:
    """Create an account, to be entered by a one-time link."""
    form = CreateAccountForm()
    if form.accepts():
        with form.guard():
            with working() as work:
                account_id = accounts.create_account(work, **form.values()).id
            flash(_("The account is there. Issue a one-time link and pass it on."), "success")
            return _to_account(account_id)
    return render_template("people/oversight/create.html", form=form), form.status


@blueprint.get("/accounts/<int:account_id>")
@site_role("admin")
def account(account_id: int) -> ResponseReturnValue:
    """Show an account, its roles and what happened to it."""
    return _account_page(account_id)


@blueprint.post("/accounts/<int:account_id>/link")
@site_role("admin")
def issue_link(account_id: int) -> ResponseReturnValue:
    """Make a one-time link and show it, this once."""
    with working() as work:
        path = accounts.issue_link(work, account_id)
    return _account_page(account_id, link=settings().public_url + path)


@blueprint.post("/accounts/<int:account_id>/roles/<role>/give")
@site_role("admin")
def give_role(account_id: int, role: str) -> ResponseReturnValue:
    """Let somebody hold a site role."""
    return _changed(account_id, lambda work: accounts.give_site_role(work, account_id, role))


@blueprint.post("/accounts/<int:account_id>/roles/<role>/take")
@site_role("admin")
def take_role(account_id: int, role: str) -> ResponseReturnValue:
    """Take a site role away."""
    return _changed(account_id, lambda work: accounts.take_site_role(work, account_id, role))


@blueprint.post("/accounts/<int:account_id>/deactivate")
@site_role("admin")
def deactivate(account_id: int) -> ResponseReturnValue:
    """Keep somebody out from now on."""
    return _changed(account_id, lambda work: accounts.deactivate(work, account_id))


@blueprint.post("/accounts/<int:account_id>/reactivate")
@site_role("admin")
def reactivate(account_id: int) -> ResponseReturnValue:
    """Let somebody in again."""
    return _changed(account_id, lambda work: accounts.reactivate(work, account_id))


@blueprint.get("/mail")
@site_role("admin")
def mail_index() -> ResponseReturnValue:
    """List the mails that were written."""
    return render_template("people/oversight/mails.html", page=page_of(session(), queries.mails()))


@blueprint.get("/mail/<int:mail_id>")
@site_role("admin")
def mail(mail_id: int) -> ResponseReturnValue:
    """Show a mail, its secrets masked: in the demo alone an administrator may use what was sent to another."""
    found = queries.mail_by_id(session(), mail_id)
    return render_template("people/oversight/mail.html", mail=found, text=found.text(reveal=settings().has_demo))


@blueprint.get("/work")
@site_role("admin")
def background() -> ResponseReturnValue:
    """List background work and reactions that were given up."""
    jobs = page_of(session(), queries.failed_jobs())
    deliveries = page_of(session(), queries.failed_deliveries())
    waiting = queries.waiting_count(session())
    return render_template("people/oversight/background.html", jobs=jobs, deliveries=deliveries, waiting=waiting)


@blueprint.post("/work/jobs/<int:job_id>/retry")
@site_role("admin")
def try_job_again(job_id: int) -> ResponseReturnValue:
    """Have background work tried again."""
    with working() as work:
        retry_job(work, job_id)
    flash(_("It is being tried again."), "success")
    return redirect(url_for("people.oversight.background"))


@blueprint.post("/work/deliveries/<int:delivery_id>/retry")
@site_role("admin")
def try_delivery_again(delivery_id: int) -> ResponseReturnValue:
    """Have a reaction tried again."""
    with working() as work:
        retry_delivery(work, delivery_id)
    flash(_("It is being tried again."), "success")
    return redirect(url_for("people.oversight.background"))


@blueprint.get("/activity")
@site_role("admin")
def activity() -> ResponseReturnValue:
    """Show what only administrators read: sign-ins, roles, accounts."""
    page = page_of(session(), queries.record_of_administration(), scalars=False)
    shown = replace(page, rows=entries_of(viewing(), page.rows))
    return render_template("people/oversight/activity.html", page=shown)


def _changed(account_id: int, change: Callable[[Work], None]) -> ResponseReturnValue:
    with working() as work:
        change(work)
    flash(_("Done, and recorded."), "success")
    return _to_account(account_id)


def _to_account(account_id: int) -> ResponseReturnValue:
    return redirect(url_for("people.oversight.account", account_id=account_id))


def _account_page(account_id: int, link: str | None = None) -> str:
    actor = current_actor()
    found, holder = queries.account_overseen(session(), account_id, contributions())
    return render_template(
        "people/oversight/account.html",
        account=found,
        held={given.role for given in found.site_roles},
        roles=ROLE_LABELS,
        can_change_role=can_change_site_role(actor, found),
        can_change_state=can_change_state(actor, found),
        can_issue_link=can_issue_link(actor, found, holder),
        link=link,
        entries=activity_of(viewing(), "account", account_id, audiences=BOTH),
    )
