"""What a judge does with a ballot: save it, cast it, put it off, or recuse themselves."""

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.judging.ballots.facts import BallotCast, BallotRecused
from hackathon.judging.ballots.models import Ballot, BallotVersion
from hackathon.judging.ballots.policy import can_recuse, can_score, can_see
from hackathon.judging.ballots.queries import last_position
from hackathon.judging.ballots.rules import Marks, check_complete, check_scores
from hackathon.judging.ballots.states import BALLOT_FLOW
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.rubric.commands import lock_rubric
from hackathon.judging.rubric.models import Rubric
from hackathon.projects.submissions.queries import event_held, latest_submission
from hackathon.projects.workspace.models import Project


def save_ballot(work: Work, ballot_id: int, marks: Marks, *, version: int | None) -> Ballot:
    """Keep what a judge typed so far, complete or not; only a version row remembers it, no fact."""
    ballot = _ballot_to_score(work, ballot_id)
    ballot.state = BALLOT_FLOW.after("open", ballot.state)
    _write(work, ballot, marks, lock_rubric(work, ballot.event_id), version)
    return ballot


def cast_ballot(work: Work, ballot_id: int, marks: Marks, *, version: int | None) -> Ballot:
    """Let the scores count. They may be cast anew until judging closes; every version is kept."""
    ballot = _ballot_to_score(work, ballot_id)
    rubric = lock_rubric(work, ballot.event_id)
    check_complete(marks.scores, [criterion.id for criterion in rubric.criteria])
    ballot.state = BALLOT_FLOW.after("cast", ballot.state)
    ballot.cast_at = work.received_at
    _write(work, ballot, marks, rubric, version)
    work.record(
        BallotCast(subject_id=ballot.id, event_id=ballot.event_id, project_id=ballot.project_id, version=ballot.version)
    )
    return ballot


def postpone_ballot(work: Work, ballot_id: int, marks: Marks, *, version: int | None) -> Ballot:
    """Put a ballot at the end of its judge's queue, keeping what was typed."""
    ballot = _own_ballot(work, ballot_id)
    if marks:
        save_ballot(work, ballot_id, marks, version=version)
    ballot.position = last_position(work.session, ballot.judge_id, ballot.event_id) + 1
    return ballot


def recuse_ballot(work: Work, ballot_id: int, *, version: int | None = None) -> Ballot:
    """Say that one should not judge a project; what was scored no longer counts."""
    ballot = _own_ballot(work, ballot_id)
    event = event_held(work.session, ballot.event_id)
    require(can_recuse(work.actor, event, at=work.received_at))
    ballot.state = BALLOT_FLOW.after("recuse", ballot.state)
    work.expect_version(ballot, version)
    work.record(BallotRecused(subject_id=ballot.id, event_id=event.id, project_id=ballot.project_id))
    return ballot


def _own_ballot(work: Work, ballot_id: int) -> Ballot:
    ballot = work.lock(Ballot, ballot_id)
    if not can_see(work.actor, ballot):
        raise Missing(_("There is no such ballot of yours."))
    return ballot


def _ballot_to_score(work: Work, ballot_id: int) -> Ballot:
    ballot = _own_ballot(work, ballot_id)
    event = event_held(work.session, ballot.event_id)
    project = work.get(Project, ballot.project_id)
    bar = bars_at(work.session, event.id, [project.id]).reason(work.actor.id, project.id)
    require(can_score(work.actor, event, project, bar=bar, at=work.received_at))
    return ballot


def _write(work: Work, ballot: Ballot, marks: Marks, rubric: Rubric, version: int | None) -> None:
    check_scores(marks.scores, [criterion.id for criterion in rubric.criteria], rubric.values)
    work.expect_version(ballot, version)
    ballot.give(marks.scores)
    ballot.feedback, ballot.note = marks.feedback, marks.note
    seen = latest_submission(work.session, ballot.project_id)
    ballot.submission_id = seen.id if seen else None
    work.add(BallotVersion.of(ballot, at=work.now))
