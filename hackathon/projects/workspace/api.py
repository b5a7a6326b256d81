"""One project as JSON, and what its team writes about it."""

from dataclasses import asdict, dataclass
from typing import Annotated, TypedDict

from flask import Response, url_for

from hackathon.projects.workspace.commands import edit_project
from hackathon.projects.workspace.queries import ProjectSeen, project_seen
from hackathon.projects.workspace.rules import ProjectDraft
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working
from hackathon.web.forms import SENTENCE, TEXT, TITLE
from hackathon.web.shapes import Moment, Says

blueprint = api_blueprint("project", __name__)
PROJECT = "/projects/<int:project_id>"
Line = Annotated[str, Says("maxLength", SENTENCE)]


class ProjectShown(TypedDict):
    """A project while it is made; what was handed in is in its submissions."""

    id: int
    title: str
    summary: str
    description: str
    demo_url: str
    video_url: str
    state: str
    event: str
    team_id: int
    team: str
    challenge_id: int | None
    challenge: str | None
    created_at: Moment
    version: int
    url: str


@dataclass(frozen=True)
class ProjectWritten:
    """Everything a team writes about its prototype; what is left out becomes empty."""

    title: Annotated[str, Says("maxLength", TITLE)]
    summary: Line = ""
    description: Annotated[str, Says("maxLength", TEXT)] = ""
    demo_url: Line = ""
    video_url: Line = ""


@blueprint.get(PROJECT)
@signed_in
@promises(ProjectShown, is_versioned=True)
def show(project_id: int) -> Response:
    """Show one project; its ETag is what a change names in If-Match."""
    return _answer(project_seen(session(), current_actor(), project_id))


@blueprint.put(PROJECT)
@signed_in
@promises(ProjectShown, takes=ProjectWritten, is_versioned=True)
def write(project_id: int) -> Response:
    """Write what a project says about itself; what was handed in before stays as it was."""
    seen, written, version = (
        project_seen(session(), current_actor(), project_id),
        body_as(ProjectWritten),
        version_read(),
    )
    with working() as work:
        edit_project(work, seen.project.id, ProjectDraft(**asdict(written)), version=version)
    return _answer(project_seen(session(), current_actor(), project_id))


def _answer(seen: ProjectSeen) -> Response:
    return versioned(_shown(seen), seen.project.version)


def _shown(seen: ProjectSeen) -> ProjectShown:
    project, challenge = seen.project, seen.challenge
    return {
        "id": project.id,
        "title": project.title,
        "summary": project.summary,
        "description": project.description,
        "demo_url": project.demo_url,
        "video_url": project.video_url,
        "state": project.state,
        "event": seen.event.slug,
        "team_id": project.team_id,
        "team": seen.team.name,
        "challenge_id": project.challenge_id,
        "challenge": challenge.title if challenge else None,
        "created_at": project.created_at.isoformat(),
        "version": project.version,
        "url": url_for("projects.workspace.show", project_id=project.id),
    }
