"""The page on which people vote for a favourite, and what came out, beside the released ranking."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, ngettext
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.terms.queries import terms_of
from hackathon.judging.votes.commands import vote_for
from hackathon.judging.votes.forms import VoteForm
from hackathon.judging.votes.policy import can_see_vote, can_vote
from hackathon.judging.votes.queries import choices_of, counted_votes, vote_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("votes", __name__, url_prefix="/events/<slug>/vote")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def vote(slug: str) -> ResponseReturnValue:
    """Vote for a favourite, or change the vote."""
    event = event_by_slug(session(), current_actor(), slug)
    terms = terms_of(session(), event.id)
    require(can_see_vote(current_actor(), event, terms))
    given, form = vote_of(session(), event.id, current_actor().id), VoteForm()
    form.offer(choices_of(session(), current_actor(), event.id), given)
    if form.accepts():
        with form.guard(), working() as work:
            vote_for(work, event.id, form.project_id.data)
            flash(_("Your vote is in. You can change it until judging closes."), "success")
            return redirect(url_for(".vote", slug=slug))
    decision = can_vote(current_actor(), event, terms, at=now())
    return render_template(
        "judging/votes/vote.html", event=event, form=form, given=given, decision=decision
    ), form.status


def ranking_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Show beside a released ranking what people like best."""
    counted = counted_votes(viewing.session, event.id) if event.is_released else []
    if not counted:
        return None
    total = sum(each.favourite.votes for each in counted)
    note = ngettext("%(num)s vote, counted apart", "%(num)s votes, counted apart", total) % {"num": total}
    return Panel(_("People's choice"), "judging/votes/panel.html", counted, note=note, position=20)
