"""Who may decide what an event's projects are judged by, and until when."""

from collections.abc import Iterable

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


def can_replace(rubrics: Iterable[Rubric | None], *, is_ahead: bool) -> Decision:
    """Put a closer rubric in the place of others only while no ballot by them is open, or for a stage to come."""
    return allow_if(
        is_ahead or all(is_changeable(rubric) for rubric in rubrics),
        _(
            "Judges score by the present rubric already, so no other takes its place. A stage that has not begun can "
            "still get one of its own."
        ),
    )


def can_rescale(rubrics: Iterable[Rubric]) -> Decision:
    """Change the scale only while no ballot is open by any of an event's rubrics."""
    return allow_if(
        all(is_changeable(rubric) for rubric in rubrics),
        _("The first ballot is open, so the scale no longer changes: all projects are judged alike."),
    )
