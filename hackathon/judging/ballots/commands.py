"""What a judge does with a ballot: save it, cast it, put it off, or recuse themselves; and what their device sends."""

from collections.abc import Callable, Mapping

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.facts import BallotCameLate, BallotCast, BallotRecused
from hackathon.judging.ballots.models import Ballot, BallotVersion, LateCast
from hackathon.judging.ballots.policy import can_recuse, can_score, can_see, can_send_late
from hackathon.judging.ballots.queries import answer_given, last_position, scope_of, stage_ended_at
from hackathon.judging.ballots.rules import Act, Answer, Marks, Sent, check_complete, check_scores
from hackathon.judging.ballots.states import BALLOT_FLOW
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.judges.rules import Bar
from hackathon.judging.rubric.commands import lock_rubric
from hackathon.judging.rubric.models import Rubric
from hackathon.projects.submissions.queries import event_held, latest_submission
from hackathon.projects.workspace.models import Project


def save_ballot(
    work: Work, ballot_id: int, marks: Marks, *, version: int | None, client_id: str | None = None
) -> Ballot:
    """Keep what a judge typed so far, complete or not; only a version row remembers it, no fact."""
    ballot = _ballot_to_score(work, ballot_id)
    ballot.state = BALLOT_FLOW.after("open", ballot.state)
    write_marks(work, ballot, marks, rubric_judged_by(work, ballot), version=version, client_id=client_id)
    return ballot


def cast_ballot(
    work: Work, ballot_id: int, marks: Marks, *, version: int | None, client_id: str | None = None
) -> Ballot:
    """Let the scores count. They may be cast anew until judging closes; every version is kept."""
    ballot = _ballot_to_score(work, ballot_id)
    rubric = rubric_judged_by(work, ballot)
    check_complete(marks.scores, rubric.required)
    ballot.state = BALLOT_FLOW.after("cast", ballot.state)
    ballot.cast_at = work.received_at
    write_marks(work, ballot, marks, rubric, version=version, client_id=client_id)
    work.record(
        BallotCast(subject_id=ballot.id, event_id=ballot.event_id, project_id=ballot.project_id, version=ballot.version)
    )
    return ballot


def postpone_ballot(
    work: Work, ballot_id: int, marks: Marks, *, version: int | None, client_id: str | None = None
) -> Ballot:
    """Put a ballot at the end of its judge's queue, keeping what was typed."""
    ballot = own_ballot(work, ballot_id)
    if marks:
        save_ballot(work, ballot_id, marks, version=version, client_id=client_id)
    ballot.position = last_position(work.session, ballot.judge_id, ballot.event_id) + 1
    return ballot


def recuse_ballot(work: Work, ballot_id: int, *, version: int | None = None) -> Ballot:
    """Say that one should not judge a project; what was scored no longer counts."""
    ballot = own_ballot(work, ballot_id)
    event = event_held(work.session, ballot.event_id)
    require(can_recuse(work.actor, event, at=work.received_at))
    ballot.state = BALLOT_FLOW.after("recuse", ballot.state)
    work.expect_version(ballot, version)
    work.record(BallotRecused(subject_id=ballot.id, event_id=event.id, project_id=ballot.project_id))
    return ballot


ACTS: Mapping[Act, Callable[..., Ballot]] = {
    Act.SAVE: save_ballot,
    Act.CAST: cast_ballot,
    Act.LATER: postpone_ballot,
}


def receive_ballot(work: Work, ballot_id: int, act: Act, marks: Marks, *, version: int | None, sent: Sent) -> Answer:
    """Take what a judge's device sends, once: the same `client_id` again is answered the same and changes nothing.

    A cast that was made in time, by the device's clock, and comes in when judging has closed is kept, not counted.
    """
    ballot = own_ballot(work, ballot_id)
    answered = answer_given(work.session, ballot.id, sent.client_id)
    if answered is not None:
        return answered
    if act == Act.CAST and _is_late(work, ballot, sent):
        return _keep_late(work, ballot, marks, sent)
    ACTS[act](work, ballot_id, marks, version=version, client_id=sent.client_id)
    return Answer(ballot.version, ballot.state)


def own_ballot(work: Work, ballot_id: int) -> Ballot:
    """Lock one of the actor's own ballots; raise `Missing` for any other, which does not tell whether it exists."""
    ballot = work.lock(Ballot, ballot_id)
    if not can_see(work.actor, ballot):
        raise Missing(_("There is no such ballot of yours."))
    return ballot


def rubric_judged_by(work: Work, ballot: Ballot) -> Rubric:
    """Return what a ballot's project is judged by in its stage, locking it with the first ballot that is opened."""
    project = work.get(Project, ballot.project_id)
    return lock_rubric(work, ballot.event_id, scope_of(work.session, project, ballot.stage))


def write_marks(
    work: Work, ballot: Ballot, marks: Marks, rubric: Rubric, *, version: int | None, client_id: str | None = None
) -> None:
    """Put marks into a ballot as its newest version, for what is handed in now."""
    check_scores(marks.scores, [criterion.id for criterion in rubric.criteria], rubric.values)
    work.expect_version(ballot, version)
    ballot.give(marks.scores)
    ballot.feedback, ballot.note, ballot.alive_in_a_year = marks.feedback, marks.note, marks.alive_in_a_year
    seen = latest_submission(work.session, ballot.project_id)
    ballot.submission_id = seen.id if seen else None
    work.add(BallotVersion.of(ballot, at=work.now, client_id=client_id))


def _ballot_to_score(work: Work, ballot_id: int) -> Ballot:
    ballot = own_ballot(work, ballot_id)
    event, project, bar = _about(work, ballot)
    ended_at = stage_ended_at(work.session, ballot)
    require(can_score(work.actor, event, project, bar=bar, at=work.received_at, ended_at=ended_at))
    return ballot


def _about(work: Work, ballot: Ballot) -> tuple[Event, Project, Bar | None]:
    event = event_held(work.session, ballot.event_id)
    project = work.get(Project, ballot.project_id)
    return event, project, bars_at(work.session, event.id, [project.id]).reason(ballot.judge_id, project.id)


def _is_late(work: Work, ballot: Ballot, sent: Sent) -> bool:
    event = event_held(work.session, ballot.event_id)
    closed_at = min(event.judging_closes_at, stage_ended_at(work.session, ballot) or event.judging_closes_at)
    return sent.claimed_at is not None and sent.claimed_at < closed_at <= work.received_at


def _keep_late(work: Work, ballot: Ballot, marks: Marks, sent: Sent) -> Answer:
    event, project, bar = _about(work, ballot)
    require(can_send_late(work.actor, event, project, bar=bar))
    BALLOT_FLOW.after("cast", ballot.state)
    rubric = rubric_judged_by(work, ballot)
    check_complete(marks.scores, rubric.required)
    check_scores(marks.scores, [criterion.id for criterion in rubric.criteria], rubric.values)
    work.add(LateCast.of(ballot, marks, sent, at=work.received_at))
    work.record(BallotCameLate(subject_id=ballot.id, event_id=event.id, project_id=project.id))
    return Answer(ballot.version, ballot.state, is_late=True)
