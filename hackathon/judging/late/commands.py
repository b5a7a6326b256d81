"""Letting scores count that came in late."""

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.commands import rubric_judged_by, write_marks
from hackathon.judging.ballots.models import Ballot, LateCast
from hackathon.judging.ballots.states import BALLOT_FLOW
from hackathon.judging.late.facts import LateCastAdmitted
from hackathon.judging.late.policy import can_admit
from hackathon.projects.workspace.models import Project


def admit_late_cast(work: Work, late_id: int, reason: str) -> Ballot:
    """Make what came in late the newest version of its ballot, cast; the judge is told, with the reason."""
    late = work.lock(LateCast, late_id)
    ballot = work.lock(Ballot, late.ballot_id)
    event, project = work.lock(Event, ballot.event_id), work.get(Project, ballot.project_id)
    require(can_admit(work.actor, event, ballot, project, late))
    if not reason:
        raise Invalid("reason", _("Say why: the judge and the other organizers read it."))
    ballot.state = BALLOT_FLOW.after("cast", ballot.state)
    ballot.cast_at = late.received_at
    write_marks(work, ballot, late.marks, rubric_judged_by(work, ballot), version=None)
    late.admitted_at, late.admitted_by_id = work.now, work.actor.id
    said = work.state(reason)
    work.record(
        LateCastAdmitted(
            subject_id=ballot.id,
            event_id=event.id,
            project_id=project.id,
            judge_account_id=ballot.judge_id,
            version=ballot.version,
            **said.reference(),
        )
    )
    return ballot
