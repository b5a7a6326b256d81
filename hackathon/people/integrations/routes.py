"""Pages about the API and its tokens: how to use it, one's own tokens, and everybody's for administrators."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.i18n import _
from hackathon.people.accounts.models import SiteRole
from hackathon.people.integrations.commands import make_token, revoke_token
from hackathon.people.integrations.forms import MakeTokenForm
from hackathon.people.integrations.queries import all_tokens, tokens_of
from hackathon.people.integrations.rules import SCOPE_WORDS
from hackathon.web.access import current_actor, signed_in, site_role
from hackathon.web.database import now, session, settings, working
from hackathon.web.paging import page_of

blueprint = Blueprint("integrations", __name__)
CALL = """curl --header "Authorization: Bearer $HACKATHON_TOKEN" \\
  {}"""


@blueprint.get("/api")
@signed_in
def guide() -> ResponseReturnValue:
    """Explain how programs use the API."""
    call = CALL.format(settings().public_url + url_for("api_events.index"))
    return render_template("people/integrations/guide.html", call=call)


@blueprint.route("/people/me/tokens", methods=["GET", "POST"])
@signed_in
def index() -> ResponseReturnValue:
    """List one's own tokens and make another, whose secret is shown this once."""
    form, secret = MakeTokenForm(), None
    if form.accepts():
        with form.guard(), working() as work:
            secret = make_token(work, form.draft())
    page = page_of(session(), tokens_of(current_actor().id))
    shown = {"page": page, "now": now(), "words": SCOPE_WORDS}
    return render_template("people/integrations/index.html", form=form, secret=secret, **shown), form.status


@blueprint.get("/admin/tokens")
@site_role(SiteRole.ADMIN)
def everybodys() -> ResponseReturnValue:
    """List everybody's tokens."""
    page = page_of(session(), all_tokens(), scalars=False)
    return render_template("people/integrations/everybodys.html", page=page, now=now(), words=SCOPE_WORDS)


@blueprint.post("/tokens/<int:token_id>/revoke")
@signed_in
def revoke(token_id: int) -> ResponseReturnValue:
    """End a token at once: one's own, or as an administrator anybody's."""
    with working() as work:
        is_mine = revoke_token(work, token_id).account_id == work.actor.id
    flash(_("The token is revoked: it opens nothing any more."), "success")
    return redirect(url_for(".index" if is_mine else ".everybodys"))
