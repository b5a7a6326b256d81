"""Setting rubrics, the event's own and closer ones, and locking them when the first ballot is opened."""

from collections.abc import Iterator, Sequence

from hackathon.core.decisions import Conflict, Decision, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.setup.models import Event
from hackathon.judging.rubric.facts import RubricRemoved, RubricSet
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.policy import can_replace, can_rescale, can_set_rubric, is_changeable
from hackathon.judging.rubric.queries import namesakes, rubric_of, rubrics_at
from hackathon.judging.rubric.rules import (
    CriterionDraft,
    Scale,
    Scoped,
    Target,
    check_criteria,
    datathon_template,
    respread,
    scope_name,
)
from hackathon.judging.stages.commands import copy_stages
from hackathon.judging.stages.models import FIRST
from hackathon.judging.stages.queries import stage_now, stages_of


def set_rubric(
    work: Work,
    event_id: int,
    criteria: Sequence[CriterionDraft],
    *,
    version: int | None = None,
    scale: Scale | None = None,
    rubric_id: int | None = None,
) -> Rubric:
    """Decide by which criteria an event's projects are judged; possible until a ballot is open.

    `version` 0 means that the person saw no rubric. `rubric_id` names a closer one in place of the event's own;
    a `scale` goes to all rubrics of the event.
    """
    event = work.lock(Event, event_id)
    require(can_set_rubric(work.actor, event))
    check_criteria(criteria)
    rubric = _rubric_to_change(work, event.id, rubric_id)
    refuse_unless(is_changeable(rubric))
    work.expect_version(rubric, version)
    if scale is not None and scale != rubric.scale:
        refuse_unless(can_rescale(rubrics_at(work.session, event.id).rows))
        rescale(work, event.id, scale)
    _replace_criteria(rubric, criteria)
    work.record(RubricSet(subject_id=event.id, criteria=len(criteria)))
    return rubric


def add_closer(work: Work, event_id: int, target: Target) -> Rubric:
    """Judge a track, a question or a stage by a rubric of its own, which begins as the one that held until now."""
    event = work.lock(Event, event_id)
    require(can_set_rubric(work.actor, event))
    track_id = _track_of(work, event.id, target)
    now, rubrics = stage_now(work.session, event.id), rubrics_at(work.session, event.id)
    begun = [target.stage] if target.stage else range(FIRST, now + 1)
    replaced = [rubrics.of(Scoped(target.challenge_id, track_id, stage)) for stage in begun]
    refuse_unless(can_replace(replaced, is_ahead=target.stage is not None and target.stage > now))
    rubric = _add_closer(work, event.id, target, replaced[-1])
    work.record(RubricSet(subject_id=event.id, criteria=len(rubric.criteria)))
    return rubric


def remove_closer(work: Work, event_id: int, rubric_id: int) -> None:
    """Judge again by the next rubric what had a closer one."""
    event = work.lock(Event, event_id)
    require(can_set_rubric(work.actor, event))
    rubric = _rubric_to_change(work, event.id, rubric_id)
    refuse_unless(is_changeable(rubric))
    work.session.delete(rubric)
    work.record(RubricRemoved(subject_id=event.id))


def provide_rubric(work: Work, event_id: int) -> None:
    """Give an event the datathon template unless its organizers set a rubric already."""
    event = work.lock(Event, event_id)
    if rubric_of(work.session, event.id) is None:
        set_rubric(work, event.id, datathon_template())


def copy_rubric(work: Work, from_id: int, to_id: int) -> None:
    """Judge one event by what another was judged by; nothing happens where that has no rubric.

    Its later stages come along, and closer rubrics where the copy has a track or a question of the same name.
    """
    old = rubrics_at(work.session, from_id)
    if old.own is None:
        return
    copy_stages(work, from_id, to_id)
    set_rubric(work, to_id, _written(old.own), scale=old.own.scale)
    for rubric, target in _targets_at(work, old.rows, to_id):
        closer = add_closer(work, to_id, target)
        _replace_criteria(closer, _written(rubric))


def lock_rubric(work: Work, event_id: int, project: Scoped | None = None) -> Rubric:
    """Return the rubric a project is judged by, the event's own where none is named.

    It is locked with the first ballot that is opened.
    """
    rubrics = rubrics_at(work.session, event_id)
    rubric = rubrics.of(project) if project else rubrics.own
    if rubric is None:
        raise Conflict(_("The organizers have not set yet what projects are judged by."))
    if rubric.locked_at is None:
        rubric = work.lock(Rubric, rubric.id)
        rubric.locked_at = rubric.locked_at or work.now
    return rubric


def rescale(work: Work, event_id: int, scale: Scale) -> None:
    """Put all rubrics of an event on one scale, so that scores given by different ones can be compared."""
    for rubric in rubrics_at(work.session, event_id).rows:
        for criterion in rubric.criteria:
            criterion.anchors = respread(criterion.anchors, rubric.scale, scale)
        rubric.lowest, rubric.highest = scale


def refuse_unless(decision: Decision) -> None:
    """Raise `Conflict` with the reason unless the rubric is in a state for it."""
    if not decision:
        raise Conflict(decision.reason)


def _rubric_to_change(work: Work, event_id: int, rubric_id: int | None) -> Rubric:
    rubrics = rubrics_at(work.session, event_id)
    if rubric_id is None:
        return work.lock(Rubric, rubrics.own.id) if rubrics.own else work.add(Rubric(event_id=event_id, version=0))
    if rubric_id not in {rubric.id for rubric in rubrics.rows if rubric.scope}:
        raise Missing(_("This does not exist, or not any more."))
    return work.lock(Rubric, rubric_id)


def _track_of(work: Work, event_id: int, target: Target) -> int | None:
    """Return the track within which a target lies; raise `Invalid` unless all of it is of the event."""
    track = work.get(Track, target.track_id) if target.track_id else None
    challenge = work.get(Challenge, target.challenge_id) if target.challenge_id else None
    stages = {FIRST, *(stage.number for stage in stages_of(work.session, event_id))}
    strangers = [each for each in (track, challenge) if each and each.event_id != event_id]
    if target == Target() or strangers or (target.stage or FIRST) not in stages:
        raise Invalid("target", _("Choose a track, a question or a stage of this event."))
    return challenge.track_id if challenge else target.track_id


def _add_closer(work: Work, event_id: int, target: Target, like: Rubric | None) -> Rubric:
    if like is None:
        raise Conflict(_("Set first what all projects are judged by."))
    rubric = Rubric(event_id=event_id, scope=scope_name(target), lowest=like.lowest, highest=like.highest)
    rubric.track_id, rubric.challenge_id, rubric.stage = target
    _replace_criteria(rubric, _written(like))
    return work.add(rubric, unless_taken=Conflict(_("This has a rubric of its own already.")))


def _targets_at(work: Work, rubrics: Sequence[Rubric], event_id: int) -> Iterator[tuple[Rubric, Target]]:
    """Find for what at another event closer rubrics hold there."""
    tracks = namesakes(work.session, Track, "name", event_id, [each.track_id for each in rubrics])
    questions = namesakes(work.session, Challenge, "title", event_id, [each.challenge_id for each in rubrics])
    for rubric in rubrics:
        target = Target(tracks.get(rubric.track_id), questions.get(rubric.challenge_id), rubric.stage)
        if rubric.scope and [each is None for each in target] == [each is None for each in _target(rubric)]:
            yield rubric, target


def _target(rubric: Rubric) -> Target:
    return Target(rubric.track_id, rubric.challenge_id, rubric.stage)


def _written(rubric: Rubric) -> list[CriterionDraft]:
    return [criterion.draft() for criterion in rubric.criteria]


def _replace_criteria(rubric: Rubric, drafts: Sequence[CriterionDraft]) -> None:
    kept = [*rubric.criteria[: len(drafts)]]
    kept += [Criterion() for _missing in drafts[len(kept) :]]
    for position, (criterion, draft) in enumerate(zip(kept, drafts, strict=True)):
        criterion.position = position
        criterion.follow(draft)
    rubric.criteria = kept
