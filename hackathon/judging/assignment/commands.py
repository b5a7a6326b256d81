"""Asking judges to score, and reminding them."""

from collections.abc import Collection

from hackathon.core.decisions import Conflict, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.assignment.facts import JudgesAssigned, JudgesReminded
from hackathon.judging.assignment.policy import can_assign, can_remind
from hackathon.judging.assignment.queries import handed_in, judges_behind, judges_of, pairs_taken
from hackathon.judging.assignment.rules import open_places
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.judges.queries import bars_at


def assign_judges(work: Work, event_id: int) -> int:
    """Ask every judge to score every project that was handed in, except where they have a conflict of interest.

    Running it again adds only what is missing and moves nothing; returns how many ballots were added.
    """
    event = work.lock(Event, event_id)
    require(can_assign(work.actor, event))
    judges, projects = judges_of(work.session, event.id), handed_in(work.session, event.id)
    _refuse_when_empty(judges, projects)
    taken = pairs_taken(work.session, event.id)
    barred = taken.keys() | bars_at(work.session, event.id).reasons.keys()
    places = list(open_places(judges, projects, barred=barred, ends=_ends(taken)))
    work.session.add_all(Ballot(event_id=event.id, **place._asdict()) for place in places)
    if places:
        work.record(JudgesAssigned(subject_id=event.id, ballots=len(places)))
    return len(places)


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


def _ends(taken: dict[tuple[int, int], int]) -> dict[int, int]:
    ends: dict[int, int] = {}
    for (judge_id, _project_id), position in taken.items():
        ends[judge_id] = max(position, ends.get(judge_id, 0))
    return ends
