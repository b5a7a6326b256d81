"""Who may plan the stages of judging, and until when."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit
from hackathon.judging.stages.models import Stage


def can_plan_stages(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let organizers add a final, or change one, until judging closes."""
    return can_edit(actor, event) & allow_if(
        at < event.judging_closes_at,
        _("Judging has closed. Let it close later on the event's page when there is to be another stage."),
    )


def is_ahead(stage: Stage) -> Decision:
    """Change a stage only until it begins."""
    return allow_if(stage.begun_at is None, _("This stage has begun, so what it is no longer changes."))
