"""Planning the stages of judging: a final after the first pass, or several."""

from dataclasses import asdict

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit
from hackathon.judging.stages.facts import StagePlanned, StageRemoved
from hackathon.judging.stages.models import FIRST, Stage
from hackathon.judging.stages.policy import can_plan_stages, is_ahead
from hackathon.judging.stages.queries import stages_of
from hackathon.judging.stages.rules import MOST, StageDraft, check_stage


def add_stage(work: Work, event_id: int, draft: StageDraft) -> Stage:
    """Plan another stage after those there are; it begins when its finalists are named."""
    event = work.lock(Event, event_id)
    require(can_plan_stages(work.actor, event, at=work.received_at))
    check_stage(draft)
    number = FIRST + 1 + len(stages_of(work.session, event.id))
    if number > MOST:
        raise Conflict(_("An event has at most %(most)s stages of judging.") % {"most": MOST})
    stage = work.add(Stage(event_id=event.id, number=number, **asdict(draft)))
    work.record(StagePlanned(subject_id=event.id, stage=number))
    return stage


def edit_stage(work: Work, event_id: int, number: int, draft: StageDraft, *, version: int | None = None) -> Stage:
    """Change the plan of a stage that has not begun."""
    stage = _stage_to_change(work, event_id, number)
    check_stage(draft)
    work.expect_version(stage, version)
    for name, value in asdict(draft).items():
        setattr(stage, name, value)
    work.record(StagePlanned(subject_id=event_id, stage=number))
    return stage


def remove_stage(work: Work, event_id: int, number: int) -> None:
    """Drop the last stage, where it has not begun."""
    stage = _stage_to_change(work, event_id, number)
    if stages_of(work.session, event_id)[-1] is not stage:
        raise Conflict(_("Another stage is planned after this one. Remove that first."))
    work.session.delete(stage)
    work.record(StageRemoved(subject_id=event_id, stage=number))


def copy_stages(work: Work, from_id: int, to_id: int) -> None:
    """Plan at one event the stages of another, where it has none planned."""
    require(can_edit(work.actor, work.get(Event, to_id)))
    if not stages_of(work.session, to_id):
        for stage in stages_of(work.session, from_id):
            plan = {"number": stage.number, "name": stage.name, "places": stage.places, "carry_over": stage.carry_over}
            work.add(Stage(event_id=to_id, **plan))


def stage_held(work: Work, event_id: int, number: int) -> Stage:
    """Load a stage that was planned; whoever changes stages holds the lock of their event."""
    found = next((stage for stage in stages_of(work.session, event_id) if stage.number == number), None)
    if found is None:
        raise Missing(_("There is no such stage, or not any more."))
    return found


def _stage_to_change(work: Work, event_id: int, number: int) -> Stage:
    event = work.lock(Event, event_id)
    require(can_plan_stages(work.actor, event, at=work.received_at))
    stage = stage_held(work, event.id, number)
    ahead = is_ahead(stage)
    if not ahead:
        raise Conflict(ahead.reason)
    return stage
