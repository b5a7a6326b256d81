"""Asking judges to score, and reminding them."""

from collections.abc import Collection

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.assignment.facts import JudgesAssigned, JudgesReminded
from hackathon.judging.assignment.policy import can_assign, can_remind
from hackathon.judging.assignment.queries import ends_of_queues, judges_behind, judges_of, pairs_taken, to_judge
from hackathon.judging.assignment.rules import Place, open_places
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.stages.queries import stage_now


def assign_judges(work: Work, event_id: int) -> int:
    """Ask every judge to score every project that was handed in, except where they have a conflict of interest.

    Running it again adds only what is missing and moves nothing; returns how many ballots were added.
    """
    event = work.lock(Event, event_id)
    require(can_assign(work.actor, event))
    stage = stage_now(work.session, event.id)
    judges, projects = judges_of(work.session, event.id), to_judge(work.session, event.id, stage)
    _refuse_when_empty(judges, projects)
    barred = pairs_taken(work.session, event.id, stage) | bars_at(work.session, event.id).reasons.keys()
    places = list(open_places(judges, projects, barred=barred, ends=ends_of_queues(work.session, event.id)))
    work.session.add_all(Ballot(event_id=event.id, stage=stage, **place._asdict()) for place in places)
    if places:
        work.record(JudgesAssigned(subject_id=event.id, ballots=len(places)))
    return len(places)


def assign_pairs(work: Work, event_id: int, pairs: Collection[tuple[int, int]]) -> int:
    """Ask judges for exactly these (judge, project) ballots of the stage of now; returns how many were added.

    Those that exist already, or where something bars the judge, are left out.
    """
    event = work.lock(Event, event_id)
    require(can_assign(work.actor, event))
    stage, ends = stage_now(work.session, event.id), ends_of_queues(work.session, event.id)
    left_out = pairs_taken(work.session, event.id, stage) | bars_at(work.session, event.id).reasons.keys()
    missing = [pair for pair in dict.fromkeys(pairs) if pair not in left_out]
    for judge_id, project_id in missing:
        ends[judge_id] = ends.get(judge_id, 0) + 1
        place = Place(judge_id, project_id, ends[judge_id])
        work.session.add(Ballot(event_id=event.id, stage=stage, **place._asdict()))
    if missing:
        work.record(JudgesAssigned(subject_id=event.id, ballots=len(missing)))
    return len(missing)


def remind_judges(work: Work, event_id: int) -> int:
    """Tell judges with ballots left that these are waited for; returns how many judges that is."""
    event = work.lock(Event, event_id)
    require(can_remind(work.actor, event, at=work.received_at))
    behind = judges_behind(work.session, event.id)
    if not behind:
        raise Conflict(_("No judge is behind: there is nobody to remind."))
    work.record(JudgesReminded(subject_id=event.id, judges=len(behind)))
    return len(behind)


def _refuse_when_empty(judges: Collection[int], projects: Collection[int]) -> None:
    if not judges:
        raise Conflict(_("There is no judge yet. Give the role to somebody on the page of the event's people."))
    if not projects:
        raise Conflict(_("No project has been handed in yet, so there is nothing to judge."))
