"""Linking a project's repository, and how it is doing on the project's page."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.projects.repositories.commands import ask_to_sync, link_repository, unlink_repository
from hackathon.projects.repositories.forms import LinkRepositoryForm
from hackathon.projects.repositories.models import Repository
from hackathon.projects.repositories.policy import can_ask_to_sync
from hackathon.projects.repositories.queries import History, history_of, repository_of
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project
from hackathon.projects.workspace.queries import project_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("repositories", __name__, url_prefix="/projects/<int:project_id>/repository")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def link(project_id: int) -> ResponseReturnValue:
    """Say where the project's repository is."""
    seen = project_seen(session(), current_actor(), project_id)
    require(can_edit_project(current_actor(), seen.project, seen.event))
    repository = repository_of(session(), project_id)
    form = LinkRepositoryForm(repository)
    if form.accepts():
        with form.guard(), working() as work:
            link_repository(work, project_id, form.url.data or "", version=form.version.data)
            flash(_("Linked. The repository is being read now; this takes a moment."), "success")
            return _back(project_id)
    values = {**seen._asdict(), "repository": repository, "form": form}
    return render_template("projects/repositories/link.html", **values), form.status


@blueprint.post("/unlink")
@signed_in
def unlink(project_id: int) -> ResponseReturnValue:
    """Take the repository away."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        unlink_repository(work, project_id)
    flash(_("Unlinked. What was handed in from it stays."), "success")
    return _back(project_id)


@blueprint.post("/sync")
@signed_in
def sync(project_id: int) -> ResponseReturnValue:
    """Look at the repository now."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        ask_to_sync(work, project_id)
    flash(_("The repository is being read. New commits show here in a moment."), "success")
    return _back(project_id)


def project_panel(viewing: Viewing, project: Project) -> Panel:
    """Show the README and the health of a project's repository."""
    event = viewing.session.get_one(Event, project.event_id)
    repository = repository_of(viewing.session, project.id)
    content = {
        "project": project,
        "event": event,
        "repository": repository,
        "history": repository and _history(viewing, repository, project, event),
        "editing": can_edit_project(viewing.actor, project, event),
        "syncing": can_ask_to_sync(viewing.actor, project, event),
    }
    return Panel(_("Repository"), "projects/repositories/panel.html", content, position=30)


def _history(viewing: Viewing, repository: Repository, project: Project, event: Event) -> History:
    """Read the commits once for each sync, however many look at the project."""
    key = ("history", repository.id, repository.head_sha, repository.synced_at)
    return viewing.kept.read(key, 0, viewing.now, lambda: history_of(viewing.session, repository, project, event))


def _back(project_id: int) -> ResponseReturnValue:
    return redirect(url_for("projects.workspace.show", project_id=project_id))
