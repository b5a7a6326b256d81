"""The similar cases beside a nomination: a panel, a page of their own, and the button that tells them apart."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.facts import Subject
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.promotion.inventory.rules import REFERENCE
from hackathon.promotion.nominations.policy import can_nominate
from hackathon.promotion.nominations.queries import released_standing_of
from hackathon.promotion.portfolio.rules import STATE_LABELS, STATE_TONES
from hackathon.promotion.similar.commands import tell_apart
from hackathon.promotion.similar.queries import CASE, similar_cases
from hackathon.promotion.similar.rules import telling_words
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, session, viewing, working
from hackathon.web.forms import SENTENCE

blueprint = Blueprint("similar", __name__, url_prefix="/projects/<int:project_id>/similar")


@blueprint.get("")
@signed_in
def show(project_id: int) -> ResponseReturnValue:
    """Show what is similar to a project and to what somebody is typing about it."""
    standing = released_standing_of(session(), current_actor(), project_id)
    require(can_nominate(current_actor(), standing.project, standing.event))
    typed = request.args.get("change", "").strip()[:SENTENCE]
    content = _content(viewing(), standing.project, typed)
    return render_template("promotion/similar/show.html", standing=standing, typed=typed, content=content)


@blueprint.post("/<other>/<int:subject_id>")
@signed_in
def apart(project_id: int, other: str, subject_id: int) -> ResponseReturnValue:
    """Say that a case is not the same, and show what else is similar."""
    released_standing_of(session(), current_actor(), project_id)
    with working() as work:
        tell_apart(work, project_id, Subject(other, subject_id))
    flash(_("It is not shown beside this project any more."), "success")
    return redirect(url_for(".show", project_id=project_id, change=request.form.get("change", "")[:SENTENCE] or None))


def panel(view: Viewing, project: Project) -> Panel:
    """Show what is similar beside the form that nominates a project, before anything is typed."""
    return Panel(
        _("Similar cases"), "promotion/similar/panel.html", _content(view, project, ""), side=True, position=10
    )


def _content(view: Viewing, project: Project, typed: str) -> dict[str, Any]:
    words = telling_words(project.title, typed, project.summary)
    among = [contributions().searchables[kind] for kind in (CASE, REFERENCE)]
    found = similar_cases(view, among, project, words)
    may = bool(can_nominate(view.actor, project, view.session.get_one(Event, project.event_id)))
    words_of_state = {"labels": STATE_LABELS, "tones": STATE_TONES}
    return {"project": project, "found": found, "typed": typed, "may_tell_apart": may, **words_of_state}
