"""The page on which a judge sees privately how their scores sat beside others'."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.feedback.policy import can_see_own_scores
from hackathon.judging.feedback.queries import own_scores
from hackathon.judging.feedback.rules import in_words
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session

blueprint = Blueprint("feedback", __name__, url_prefix="/events/<slug>/judging/mine")


@blueprint.get("")
@signed_in
def mine(slug: str) -> ResponseReturnValue:
    """Show a judge their own scores beside the mean of the others'."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_own_scores(current_actor(), event))
    own = own_scores(session(), event.id, current_actor().id or 0)
    return render_template("judging/feedback/mine.html", event=event, own=own, words=in_words(own.severity))
