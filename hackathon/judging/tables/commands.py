"""What can be done with tables: give them out, and send judges from one to the next."""

from sqlalchemy import delete

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import last_position
from hackathon.judging.judges.queries import bars_at
from hackathon.judging.stages.queries import stage_now
from hackathon.judging.tables.facts import TablesGiven
from hackathon.judging.tables.models import ExpoTable, TableVisit
from hackathon.judging.tables.policy import can_give_tables, can_walk
from hackathon.judging.tables.queries import (
    labels_taken,
    own_ballot,
    stands_for,
    unbarred,
    visit_of,
    without_table,
)
from hackathon.judging.tables.rules import VISIT, free_numbers, label_in, next_stand
from hackathon.projects.workspace.models import Project


def number_tables(work: Work, event_id: int) -> int:
    """Give every project without a table the next free number; returns how many got one."""
    event = work.lock(Event, event_id)
    require(can_give_tables(work.actor, event))
    projects = without_table(work.session, event.id)
    numbers = free_numbers(set(labels_taken(work.session, event.id).values()))
    work.session.add_all(
        ExpoTable(project_id=project_id, event_id=event.id, label=label)
        for project_id, label in zip(projects, numbers, strict=False)
    )
    if projects:
        work.record(TablesGiven(subject_id=event.id, tables=len(projects)))
    return len(projects)


def name_table(work: Work, event_id: int, project_id: int, label: str) -> ExpoTable:
    """Put a project at a table of this name."""
    event = work.lock(Event, event_id)
    require(can_give_tables(work.actor, event))
    project = work.session.get(Project, project_id)
    if project is None or project.event_id != event.id:
        raise Missing(_("There is no such project at this event."))
    label = label_in(label)
    table = work.session.get(ExpoTable, project_id) or ExpoTable(project_id=project_id, event_id=event.id)
    with work.claiming(Conflict(_("Table %(label)s is another project's.") % {"label": label})):
        table.label = label
        work.session.add(table)
    work.record(TablesGiven(subject_id=event.id, tables=1))
    return table


def walk_on(work: Work, event_id: int) -> Ballot:
    """Send a judge to the next free table and return their ballot for it, which is made where there was none.

    The event is locked meanwhile, so that no two judges are sent to one table while others wait.
    """
    event = work.lock(Event, event_id)
    require(can_walk(work.actor, event, at=work.received_at))
    stage, judge_id = stage_now(work.session, event.id), work.actor.id
    visit = visit_of(work.session, event.id, judge_id)
    here = labels_taken(work.session, event.id).get(visit.project_id, "") if visit else ""
    stands = stands_for(work.session, event.id, judge_id, stage, work.now)
    stand = next_stand(unbarred(stands, bars_at(work.session, event.id), judge_id), here=here)
    if stand is None:
        raise Conflict(
            _("No table is free for you just now: you scored all you may, or others are there. Ask again soon.")
        )
    _go(work, event.id, stand.project_id)
    return own_ballot(work.session, stand.project_id, judge_id, stage) or _ballot(
        work, event.id, stand.project_id, stage
    )


def _go(work: Work, event_id: int, project_id: int) -> None:
    """Note where the judge is; whoever was there longer ago than a visit lasts is not any more."""
    mine = (TableVisit.event_id == event_id) & (TableVisit.judge_id == work.actor.id)
    work.session.execute(delete(TableVisit).where(mine | (TableVisit.project_id == project_id)))
    until = work.now + VISIT
    work.add(TableVisit(event_id=event_id, judge_id=work.actor.id, project_id=project_id, until=until))


def _ballot(work: Work, event_id: int, project_id: int, stage: int) -> Ballot:
    judge_id = work.actor.id or 0
    place = last_position(work.session, judge_id, event_id) + 1
    return work.add(Ballot(event_id=event_id, project_id=project_id, judge_id=judge_id, stage=stage, position=place))
