"""Projects side by side as JSON."""

from typing import Any, TypedDict

from flask import Response, url_for

from hackathon.events.setup.queries import event_by_slug
from hackathon.projects.showroom.queries import ShownProject, Wanted, projects_shown
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session
from hackathon.web.paging import page_of

blueprint = api_blueprint("projects", __name__)


class ProjectListed(TypedDict):
    """A project as a list shows it."""

    id: int
    title: str
    summary: str
    team: str
    challenge: str | None
    state: str
    url: str


@blueprint.get("/events/<slug>/projects")
@signed_in
@promises(ProjectListed, is_list=True)
def projects(slug: str) -> Response:
    """List the projects of an event that the reader may see."""
    event = event_by_slug(session(), current_actor(), slug)
    return listed(
        page_of(session(), *projects_shown(current_actor(), Wanted(), event_id=event.id), scalars=False), _shown
    )


def _shown(row: Any) -> ProjectListed:
    project = ShownProject(*row)
    return {
        "id": project.id,
        "title": project.title,
        "summary": project.summary,
        "team": project.team,
        "challenge": project.challenge,
        "state": project.state,
        "url": url_for("projects.workspace.show", project_id=project.id),
    }
