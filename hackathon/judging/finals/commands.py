"""Naming finalists, which begins a stage and ends the one before; and taking that back."""

from collections.abc import Collection

from sqlalchemy import delete

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.finals.facts import FinalistsDeviate, StageBegun, StageTakenBack
from hackathon.judging.finals.policy import can_begin, is_fresh, is_next
from hackathon.judging.finals.queries import field_before, states_held
from hackathon.judging.rubric.commands import refuse_unless
from hackathon.judging.stages.commands import stage_held
from hackathon.judging.stages.models import Finalist, Stage
from hackathon.judging.stages.queries import stage_now
from hackathon.judging.tallies.queries import competes


def begin_stage(work: Work, event_id: int, number: int, project_ids: Collection[int], *, reason: str = "") -> Stage:
    """Let these projects go on, which ends the stage before: nothing is cast in it any more.

    Who follows the ranking, or chooses among those that it cannot tell apart, need give no reason.
    """
    event, stage = _stage_to_move(work, event_id, number)
    refuse_unless(is_next(stage, stage_now(work.session, event.id)))
    chosen = frozenset(project_ids)
    deviates = _deviates(work, stage, chosen)
    if deviates and not reason:
        raise Invalid(
            "reason", _("Others go on than the ranking proposes. Say why; organizers of this event can read it.")
        )
    work.session.add_all(Finalist(event_id=event.id, stage=number, project_id=each) for each in sorted(chosen))
    stage.begun_at = work.now
    stage.version += 1
    if deviates:
        said = work.state(reason).reference()
        work.record(FinalistsDeviate(subject_id=event.id, stage=number, **said))
    work.record(StageBegun(subject_id=event.id, stage=number, projects=len(chosen)))
    return stage


def take_back_stage(work: Work, event_id: int, number: int) -> Stage:
    """Go on in the stage before as if this one had not begun; ballots nobody has touched yet go."""
    states_held(work.session, event_id, number)  # before the event, in the order in which casts lock
    event, stage = _stage_to_move(work, event_id, number)
    states = states_held(work.session, event.id, number)
    refuse_unless(is_fresh(stage, stage_now(work.session, event.id), states))
    for model in (Finalist, Ballot):
        work.session.execute(delete(model).where(model.event_id == event.id, model.stage == number))
    stage.begun_at = None
    stage.version += 1
    work.record(StageTakenBack(subject_id=event.id, stage=number))
    return stage


def _stage_to_move(work: Work, event_id: int, number: int) -> tuple[Event, Stage]:
    event = work.lock(Event, event_id)
    is_theirs = competes(work.session, work.actor, event.id)
    require(can_begin(work.actor, event, at=work.received_at, competes=is_theirs))
    return event, stage_held(work, event.id, number)


def _deviates(work: Work, stage: Stage, chosen: Collection[int]) -> bool:
    """Tell whether others are chosen than the ranking proposes; raise `Invalid` where they cannot be."""
    if not chosen:
        raise Invalid("project_ids", _("Choose at least one project."))
    field = field_before(work.session, stage, places=stage.places or len(chosen))
    if not field.ids.issuperset(chosen):
        raise Invalid("project_ids", _("Choose among the projects of the stage before."))
    return not field.proposal.is_followed_by(chosen)
