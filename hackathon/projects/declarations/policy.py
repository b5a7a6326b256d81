"""Who says what a project uses: its team. Whoever sees the project reads it."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project


def can_declare(actor: Actor, project: Project, event: Event) -> Decision:
    """Let those who edit the project say what it uses: it is telling, not asking, so no answer refuses it."""
    return can_edit_project(actor, project, event)
