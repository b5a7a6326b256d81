"""The gallery of an event, and all projects the reader may see."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import FunnelStep, Need, Panel, Viewing
from hackathon.core.facts import Subject
from hackathon.core.i18n import _, ngettext
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.projects.showroom.queries import (
    Wanted,
    challenges_with_projects,
    count_projects,
    projects_shown,
    projects_unread,
    teams_without_hand_in,
)
from hackathon.projects.workspace.states import STATE_LABELS
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session
from hackathon.web.forms import TITLE
from hackathon.web.paging import asked_row, page_of

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


def needs(viewing: Viewing, event: Event) -> list[Need]:
    """Tell organizers which teams have not handed in, once half the time is over, and whose repository fails."""
    if not event.running_opens_at <= viewing.now < event.deadline:
        return []
    return [*_late(viewing, event), *_unread(viewing, event)]


def funnel(viewing: Viewing, event: Event) -> list[FunnelStep]:
    """Count the projects that were handed in, of those started."""
    count = count_projects(viewing.session, event.id)
    return [FunnelStep(_("Projects handed in"), count.handed_in, of=count.started)]


def _late(viewing: Viewing, event: Event) -> list[Need]:
    half = event.running_opens_at + (event.deadline - event.running_opens_at) / 2
    teams = teams_without_hand_in(viewing.session, event.id) if viewing.now >= half else []
    if not teams:
        return []
    sentence = ngettext("%(count)s team has not handed in", "%(count)s teams have not handed in", len(teams))
    writing = url_for("events.announcements.write", slug=event.slug, audience="submissions.missing")
    return [Need(sentence % {"count": len(teams)}, writing, _("Write to them"), names=teams, icon="send")]


def _unread(viewing: Viewing, event: Event) -> list[Need]:
    return [
        Need(
            _("The repository of “%(title)s” could not be read") % {"title": title},
            url_for("projects.workspace.show", project_id=project_id),
            _("Look"),
            detail=problem,
            icon="cloud-off",
        )
        for project_id, title, problem in projects_unread(viewing.session, event.id)
    ]


def _wanted() -> Wanted:
    return Wanted(request.args.get("q", "").strip()[:TITLE], asked_row("challenge"))
