"""Making a new edition of a rubric that judges score by."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.states import BALLOT_FLOW
from hackathon.judging.editions.facts import BallotsMisplaced, RubricChanged
from hackathon.judging.editions.models import RubricEdition
from hackathon.judging.editions.policy import can_follow_questions, can_make_edition, can_rescale, is_in_use
from hackathon.judging.editions.queries import asked_again, ballots_held, misplaced, next_position
from hackathon.judging.editions.rules import Change, check_kept
from hackathon.judging.rubric.commands import refuse_unless, rescale
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.rules import check_criteria
from hackathon.judging.stages.queries import stage_now


def make_edition(
    work: Work, event_id: int, rubric_id: int, change: Change, *, reason: str, seen: str | None = None
) -> RubricEdition:
    """Change a rubric by which judges score already, and ask those ballots again that it makes incomplete.

    Asked ballots count again once they are cast again; all their versions are kept, and so are the scores of criteria
    that are dropped. `seen` is the fingerprint of the change with the ballots it was said to ask; another is refused.
    """
    ballots_held(work.session, event_id)  # before the event, in the order in which casts lock
    event = work.lock(Event, event_id)
    require(can_make_edition(work.actor, event, at=work.received_at))
    rubric = _rubric_to_change(work, event.id, rubric_id, change)
    work.expect_version(rubric, change.version)
    asked = [each.ballot_id for each in asked_again(work.session, rubric, change)]
    if seen is not None and seen != change.fingerprint(asked):
        raise Conflict(_("A ballot was cast since you looked. Look again at which ballots this asks again."))
    edition = _keep(work, rubric, reason, asked)
    _apply(work, rubric, change)
    _ask_again(work, event.id, asked, clears=change.scale is not None)
    return edition


def ask_misplaced(work: Work, event_id: int) -> list[int]:
    """Ask the ballots again whose project came under another rubric; returns which these are."""
    require(can_follow_questions(work.actor))
    ballots_held(work.session, event_id)
    event = work.lock(Event, event_id)
    asked = [each.ballot_id for each in misplaced(work.session, event.id)]
    if asked:
        _ask_again(work, event.id, asked)
        work.record(BallotsMisplaced(subject_id=event.id, ballots=len(asked)))
    return asked


def _rubric_to_change(work: Work, event_id: int, rubric_id: int, change: Change) -> Rubric:
    rubric = work.lock(Rubric, rubric_id)
    if rubric.event_id != event_id:
        raise Missing(_("This does not exist, or not any more."))
    refuse_unless(is_in_use(rubric))
    if change.scale is not None:
        refuse_unless(can_rescale(rubric, stage_now(work.session, event_id)))
    check_criteria(change.criteria)
    check_kept(change, [criterion.id for criterion in rubric.criteria])
    return rubric


def _keep(work: Work, rubric: Rubric, reason: str, asked: list[int]) -> RubricEdition:
    """Write down what stood there until now, and why it changes."""
    if not reason:
        raise Invalid("reason", _("Say why, for the judges who score again and for the teams."))
    said = work.state(reason)
    rubric.edition += 1
    edition = RubricEdition(rubric_id=rubric.id, number=rubric.edition, made_by=work.actor.id, made_at=work.now)
    edition.statement_id, edition.asked = said.id, asked
    edition.lowest, edition.highest = rubric.scale
    edition.criteria = [asdict(criterion.draft()) for criterion in rubric.criteria]
    work.add(edition)
    fact = RubricChanged(subject_id=rubric.event_id, rubric=rubric.id, edition=rubric.edition, ballots=len(asked))
    work.record(replace(fact, **said.reference()))
    return edition


def _apply(work: Work, rubric: Rubric, change: Change) -> None:
    if change.scale is not None:
        rescale(work, rubric.event_id, change.scale)
    known, position = {each.id: each for each in rubric.criteria}, next_position(work.session, rubric.id)
    for step, draft in enumerate(change.criteria):
        criterion = known.pop(draft.id or 0, None) or Criterion(rubric_id=rubric.id, position=position + step)
        criterion.follow(draft)
        work.session.add(criterion)
    for dropped in known.values():
        dropped.dropped_in = rubric.edition
    work.session.flush()
    work.session.expire(rubric, ["criteria"])


def _ask_again(work: Work, event_id: int, asked: Iterable[int], *, clears: bool = False) -> None:
    """Have ballots cast again; scores on another scale are taken out of them, since they would be read wrongly."""
    ballots = ballots_held(work.session, event_id)
    for ballot in (ballots[ballot_id] for ballot_id in asked):
        ballot.state = BALLOT_FLOW.after("ask_again", ballot.state)
        if clears:
            ballot.give({})
