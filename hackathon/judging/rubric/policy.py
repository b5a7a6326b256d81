"""Who may decide what an event's projects are judged by, and until when."""

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.judging.rubric.models import Rubric

PROVIDE = "judging.rubric.provide"


def can_set_rubric(actor: Actor, event: Event) -> Decision:
    """Organizers of the event may, and the platform where they did not."""
    return allow_if(
        actor.holds("organizer", "event", event.id) or actor.is_system(PROVIDE),
        _("Only organizers of this event decide what projects are judged by."),
    )


def is_changeable(rubric: Rubric | None) -> Decision:
    """Change a rubric only while no ballot is open, so that all projects are judged alike."""
    return allow_if(
        rubric is None or rubric.locked_at is None,
        _("The first ballot is open, so the rubric no longer changes: all projects are judged alike."),
    )
