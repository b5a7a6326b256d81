"""Who may look at a repository now, and who writes down what was read."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.policy import can_edit_project

READERS = ("projects.repositories", "projects.uploads")


def can_ask_to_sync(actor: Actor, project: Project, event: Event) -> Decision:
    """Let the team and the organizers ask to look at the repository now."""
    organizes = actor.holds("organizer", "event", event.id)
    return can_edit_project(actor, project, event) | allow_if(
        organizes, _("Only the team and the organizers can do this.")
    )


def can_write_history(actor: Actor) -> Decision:
    """Keep what was read to the jobs that read."""
    return allow_if(actor.is_system(*READERS), _("Only the platform writes what it read in a repository."))
