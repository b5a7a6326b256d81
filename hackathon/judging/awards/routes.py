"""The page on which awards are given, and what judging shows on the pages of events and projects."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.facts import Subject
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.awards.commands import give_award
from hackathon.judging.awards.forms import GiveAwardForm
from hackathon.judging.awards.policy import can_give_awards
from hackathon.judging.awards.queries import awards_at, candidates_at, prizes_of
from hackathon.judging.ranking.policy import can_see_scores
from hackathon.judging.ranking.queries import released_standings, scores_of
from hackathon.judging.rubric.queries import criteria_of
from hackathon.projects.workspace.models import Project
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("awards", __name__, url_prefix="/events/<slug>")
SHOWN = 3
"""How many places an event's page shows before it points to the ranking."""


@blueprint.route("/awards", methods=["GET", "POST"])
@signed_in
def give(slug: str) -> ResponseReturnValue:
    """Give an award; those given are listed beside."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_give_awards(current_actor(), event))
    form = GiveAwardForm()
    form.offer(candidates_at(session(), event.id))
    if form.accepts():
        with form.guard(), working() as work:
            give_award(work, event.id, **form.values())
            flash(_("The award is given and stands on the project's page."), "success")
            return redirect(url_for(".give", slug=slug))
    winners = awards_at(session(), event.id)
    return render_template("judging/awards/give.html", event=event, form=form, winners=winners), form.status


def event_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Show what projects are judged by, and after the release who won."""
    if event.is_released:
        standings, winners = released_standings(viewing.session, event.id), awards_at(viewing.session, event.id)
        content = {"event": event, "standings": standings[:SHOWN], "total": len(standings), "winners": winners}
        return Panel(_("Results"), "judging/awards/event_panel.html", content, position=5)
    criteria = viewing.kept_of(Subject("event", event.id), "criteria", lambda: criteria_of(viewing.session, event.id))
    if not criteria:
        return None
    return Panel(_("What projects are judged by"), "judging/rubric/panel.html", criteria, side=True, position=60)


def project_panel(viewing: Viewing, project: Project) -> Panel | None:
    """Show a project's place and awards after the release, and to its team the scores and what judges wrote."""
    event = viewing.session.get_one(Event, project.event_id)
    if not event.is_released:
        return None
    may_read = can_see_scores(viewing.actor, event, project)
    content = {
        "event": event,
        "prizes": prizes_of(viewing.session, project.id),
        "scores": scores_of(viewing.session, [project.id]).get(project.id) if may_read else None,
    }
    return Panel(_("Results"), "judging/awards/project_panel.html", content, position=20)


def action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer organizers to give awards once results are out."""
    if not can_give_awards(viewing.actor, event):
        return None
    return EventAction(_("Give awards"), url_for("judging.awards.give", slug=event.slug), 60, "award")
