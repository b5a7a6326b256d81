"""The gallery of an event, and all projects the reader may see."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.facts import Subject
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.projects.showroom.queries import Wanted, challenges_with_projects, count_projects, projects_shown
from hackathon.projects.workspace.states import STATE_LABELS
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session
from hackathon.web.forms import TITLE
from hackathon.web.paging import page_of

blueprint = Blueprint("showroom", __name__)


@blueprint.get("/projects")
@signed_in
def index() -> ResponseReturnValue:
    """Show the projects of all events that the reader may see."""
    wanted = _wanted()
    page = page_of(session(), *projects_shown(current_actor(), wanted), scalars=False)
    return render_template("projects/showroom/index.html", page=page, wanted=wanted, state_labels=STATE_LABELS)


@blueprint.get("/events/<slug>/projects")
@signed_in
def gallery(slug: str) -> ResponseReturnValue:
    """Show the projects of one event that the reader may see."""
    event, wanted = event_by_slug(session(), current_actor(), slug), _wanted()
    return render_template(
        "projects/showroom/gallery.html",
        event=event,
        page=page_of(session(), *projects_shown(current_actor(), wanted, event_id=event.id), scalars=False),
        challenges=challenges_with_projects(session(), event.id),
        wanted=wanted,
        state_labels=STATE_LABELS,
    )


def event_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Count an event's projects on its page, once there are any."""
    count = viewing.kept_of(Subject("event", event.id), "projects", lambda: count_projects(viewing.session, event.id))
    content = {"event": event, "count": count}
    return (
        Panel(_("Projects"), "projects/showroom/event_panel.html", content, side=True, position=30)
        if count.started
        else None
    )


def _wanted() -> Wanted:
    return Wanted(request.args.get("q", "").strip()[:TITLE], request.args.get("challenge", type=int))
