"""Who may change a rubric that judges score by, and until when."""

from datetime import datetime

from hackathon.core.actors import Actor
from hackathon.core.decisions import Decision, allow_if
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.judging.rubric.models import Rubric
from hackathon.judging.rubric.policy import can_set_rubric
from hackathon.judging.stages.models import FIRST

FOLLOWING = "judging.editions.follow_questions"


def can_follow_questions(actor: Actor) -> Decision:
    """Let only the platform see to ballots whose project came under another rubric."""
    return allow_if(actor.is_system(FOLLOWING), _("Only the platform does this."))


def can_make_edition(actor: Actor, event: Event, *, at: datetime) -> Decision:
    """Let organizers change a rubric until judging closes, because its judges may have to score again."""
    return (
        can_set_rubric(actor, event)
        & allow_if(
            event.state == EventState.PUBLISHED,
            _("The results are out or the event is not on; what was judged by what stays as it is."),
        )
        & allow_if(
            at < event.judging_closes_at,
            _("Judging has closed, so no judge could score again: the rubric stays as it is."),
        )
    )


def is_in_use(rubric: Rubric) -> Decision:
    """Tell a rubric by which ballots are open from one that can still be changed as it stands."""
    return allow_if(rubric.locked_at, _("No ballot is open yet: change the rubric itself, without a new edition."))


def can_rescale(rubric: Rubric, stage: int) -> Decision:
    """Let the event's own rubric give all a new scale in the first stage, whose judges can score again."""
    return allow_if(
        rubric.scope == "" and stage == FIRST,
        _("The scale changes with the rubric of all projects, and only in the first stage of judging."),
    )
