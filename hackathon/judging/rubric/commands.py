"""Setting a rubric, and locking it when the first ballot is opened."""

from collections.abc import Sequence

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.rubric.facts import RubricSet
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.policy import can_set_rubric, is_changeable
from hackathon.judging.rubric.queries import rubric_of, rubrics_at
from hackathon.judging.rubric.rules import CriterionDraft, Scoped, check_criteria, datathon_template


def set_rubric(work: Work, event_id: int, criteria: Sequence[CriterionDraft], *, version: int | None = None) -> Rubric:
    """Decide by which criteria an event's projects are judged; possible until a ballot is open.

    `version` 0 means that the person saw no rubric.
    """
    event = work.lock(Event, event_id)
    require(can_set_rubric(work.actor, event))
    check_criteria(criteria)
    rubric = _rubric_to_change(work, event.id)
    changeable = is_changeable(rubric)
    if not changeable:
        raise Conflict(changeable.reason)
    work.expect_version(rubric, version)
    _replace_criteria(rubric, criteria)
    work.record(RubricSet(subject_id=event.id, criteria=len(criteria)))
    return rubric


def provide_rubric(work: Work, event_id: int) -> None:
    """Give an event the datathon template unless its organizers set a rubric already."""
    event = work.lock(Event, event_id)
    if rubric_of(work.session, event.id) is None:
        set_rubric(work, event.id, datathon_template())


def copy_rubric(work: Work, from_id: int, to_id: int) -> None:
    """Judge one event by what another was judged by; nothing happens where that has no rubric."""
    rubric = rubric_of(work.session, from_id)
    if rubric is not None:
        set_rubric(work, to_id, [criterion.draft() for criterion in rubric.criteria])


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


def _rubric_to_change(work: Work, event_id: int) -> Rubric:
    found = rubric_of(work.session, event_id)
    return work.lock(Rubric, found.id) if found else work.add(Rubric(event_id=event_id, version=0))


def _replace_criteria(rubric: Rubric, drafts: Sequence[CriterionDraft]) -> None:
    kept = [*rubric.criteria[: len(drafts)]]
    kept += [Criterion() for _missing in drafts[len(kept) :]]
    for position, (criterion, draft) in enumerate(zip(kept, drafts, strict=True)):
        criterion.position = position
        criterion.name, criterion.question, criterion.weight = draft.name, draft.question, draft.weight
        criterion.anchors = dict(draft.anchors)
    rubric.criteria = kept
