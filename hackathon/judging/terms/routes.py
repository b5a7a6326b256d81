"""The page on which organizers settle how results come out."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.terms.commands import settle_terms
from hackathon.judging.terms.forms import TermsForm
from hackathon.judging.terms.policy import can_settle, is_name_open
from hackathon.judging.terms.queries import has_begun, terms_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("terms", __name__, url_prefix="/events/<slug>/judging/terms")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def settle(slug: str) -> ResponseReturnValue:
    """Settle whether teams see judges' names, and whether whoever takes part votes."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_settle(current_actor(), event))
    terms = terms_of(session(), event.id)
    form = TermsForm(version=terms.version, names_judges=terms.names_judges, has_vote=terms.has_vote)
    if form.accepts():
        with form.guard(), working() as work:
            settle_terms(work, event.id, **form.values(), version=form.version.data)
            flash(_("Saved."), "success")
            return redirect(url_for(".settle", slug=slug))
    naming = is_name_open(has_begun=has_begun(session(), event.id))
    return render_template("judging/terms/settle.html", event=event, form=form, naming=naming), form.status


def queue_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Tell judges above their queue that teams will see their names, where that was settled."""
    named = terms_of(viewing.session, event.id).names_judges
    return Panel(_("Your name"), "judging/terms/queue_panel.html", None, position=5) if named else None
