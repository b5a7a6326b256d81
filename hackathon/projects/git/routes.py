"""The page on which administrators open private git hosts to the platform."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.i18n import _
from hackathon.core.outbound import OutboundRules
from hackathon.core.secrets import Vault
from hackathon.people.accounts.models import SiteRole
from hackathon.projects.git.commands import close_host, open_host
from hackathon.projects.git.forms import OpenHostForm
from hackathon.projects.git.queries import hosts_with_givers
from hackathon.web.access import site_role
from hackathon.web.database import session, settings, working
from hackathon.web.paging import page_of

blueprint = Blueprint("git", __name__, url_prefix="/admin/git-hosts")


@blueprint.route("", methods=["GET", "POST"])
@site_role(SiteRole.ADMIN)
def index() -> ResponseReturnValue:
    """List the hosts whose token the platform holds, and take another."""
    form = OpenHostForm()
    if form.accepts():
        with form.guard():
            rules = OutboundRules(allowed_origins=settings().git_allowed_origins)
            with working() as work:
                open_host(work, form.draft(), Vault.of(settings()), rules)
            flash(_("The token is kept, encrypted. Repositories of this host can be linked now."), "success")
            return redirect(url_for(".index"))
    page = page_of(session(), hosts_with_givers(), scalars=False)
    return render_template("projects/git/index.html", form=form, page=page), form.status


@blueprint.post("/<int:host_id>/close")
@site_role(SiteRole.ADMIN)
def close(host_id: int) -> ResponseReturnValue:
    """Forget a host's token."""
    with working() as work:
        close_host(work, host_id)
    flash(_("The token is gone. Withdraw it at the host too."), "success")
    return redirect(url_for(".index"))
