"""Pages for product owners: what was handed in for their questions, and writing to a team."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.i18n import _
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.words.commands import write_to_team
from hackathon.judging.words.forms import WriteForm
from hackathon.judging.words.policy import can_write
from hackathon.judging.words.queries import project_asked_by, projects_asked_by
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("words", __name__, url_prefix="/events/<slug>/judging/words")


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """List what was handed in for one's own questions."""
    event = event_by_slug(session(), current_actor(), slug)
    projects = projects_asked_by(session(), current_actor(), event.id)
    return render_template("judging/words/index.html", event=event, projects=projects)


@blueprint.route("/<int:project_id>", methods=["GET", "POST"])
@signed_in
def write(slug: str, project_id: int) -> ResponseReturnValue:
    """Write to the team of one project."""
    event = event_by_slug(session(), current_actor(), slug)
    asked = project_asked_by(session(), current_actor(), event.id, project_id)
    word = asked.word
    form = WriteForm(text=word.text if word else "", version=word.version if word else 0)
    if form.accepts():
        with form.guard(), working() as work:
            write_to_team(work, project_id, form.text.data or "", version=form.version.data)
            flash(_("Kept. The team reads it when the results are out; you can change it until then."), "success")
            return redirect(url_for(".index", slug=slug))
    decision = can_write(current_actor(), event, asked.challenge, asked.project, at=now())
    page = render_template("judging/words/write.html", event=event, asked=asked, form=form, decision=decision)
    return page, form.status
