"""Tables at an expo: given out, told to the teams, and walked to by judges who never meet at one."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.contributions import Contributions
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work, unit_of_work
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.tables.commands import name_table, number_tables, walk_on
from hackathon.judging.tables.models import ExpoTable
from hackathon.judging.tables.rules import Stand, in_order, next_stand
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import actor_of
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import Team, TeamMember
from tests.clocks import NOON, StandingClock
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.installation import make_settings

Working = Callable[[Account], AbstractContextManager[Work]]


def numbered(working: Working, judged: Judged) -> None:
    with working(judged.organizer) as work:
        number_tables(work, judged.event.id)


def walked(working: Working, judged: Judged, judge: Account) -> int:
    with working(judge) as work:
        return walk_on(work, judged.event.id).project_id


def test_next_stand_is_what_was_asked_for_then_what_has_fewest_ballots_then_the_nearest() -> None:
    first, second, tenth = Stand(1, "1", 2, False), Stand(2, "2", 1, False), Stand(3, "10", 1, False)

    assert in_order([tenth, second, first]) == [first, second, tenth]
    assert next_stand([first, second, tenth], here="") == second
    assert next_stand([first, second, tenth], here="2") == tenth
    assert next_stand([first._replace(has_own=True), second], here="2") == first._replace(has_own=True)
    assert next_stand([], here="2") is None


def test_tables_are_numbered_in_one_go_and_each_team_is_told_its_own_once(
    session: Session, working: Working, clock: StandingClock
) -> None:
    judged = make_judged_event(session, projects=3)
    event_id, second = judged.event.id, judged.projects[1].id

    with working(judged.organizer) as work:
        name_table(work, event_id, second, "2")
    with working(judged.organizer) as work:
        given = number_tables(work, event_id)
    with working(judged.organizer) as work:
        again = number_tables(work, event_id)
    deliver_pending(session, clock)

    labels = [session.get_one(ExpoTable, project.id).label for project in judged.projects]
    assert (given, again, labels) == (2, 0, ["1", "2", "3"])
    told = session.execute(select(Notice.account_id, Notice.subject).order_by(Notice.subject)).all()
    captains = [session.get_one(Team, project.team_id).captain_id for project in judged.projects]
    assert [tuple(row) for row in told] == [
        (captain, f"Your table: {label}") for captain, label in zip(captains, labels, strict=True)
    ]


def test_table_that_another_project_has_or_without_a_name_is_refused(session: Session, working: Working) -> None:
    judged, other = make_judged_event(session, projects=2), make_judged_event(session)
    event_id, one, two = judged.event.id, judged.projects[0].id, judged.projects[1].id
    with working(judged.organizer) as work:
        name_table(work, event_id, one, "A 1")

    with pytest.raises(Conflict, match="Table A 1 is another project's"), working(judged.organizer) as work:
        name_table(work, event_id, two, "A  1")
    with pytest.raises(Invalid), working(judged.organizer) as work:
        name_table(work, event_id, two, " ")
    for person in (judged.judges[0], other.organizer):
        with pytest.raises(Denied), working(person) as work:
            name_table(work, event_id, two, "B")

    assert session.scalars(select(ExpoTable.label)).all() == ["A 1"]


def test_walk_leads_to_free_tables_only_and_frees_the_one_before(
    session: Session, working: Working, clock: StandingClock
) -> None:
    judged = make_judged_event(session, judges=3, projects=2)
    numbered(working, judged)
    one, two = (project.id for project in judged.projects)
    first, second, third = judged.judges

    walk = [walked(working, judged, first), walked(working, judged, second)]
    with pytest.raises(Conflict, match="No table is free for you just now"):
        walked(working, judged, third)
    clock.advance(minutes=11)
    late = walked(working, judged, third)

    assert (walk, late) == ([one, two], one)
    made = session.execute(select(Ballot.judge_id, Ballot.project_id, Ballot.state).order_by(Ballot.id)).all()
    assert [tuple(row) for row in made] == [
        (first.id, one, "ASSIGNED"),
        (second.id, two, "ASSIGNED"),
        (third.id, one, "ASSIGNED"),
    ]


def test_walk_leaves_out_own_teams_and_what_was_scored(session: Session, working: Working) -> None:
    judged = make_judged_event(session, projects=3)
    numbered(working, judged)
    judge, (done, own, left) = judged.judges[0], judged.projects
    make_ballot(session, judge, done, (3, 3))
    here = {"team_id": own.team_id, "event_id": judged.event.id}
    session.add(TeamMember(**here, account_id=judge.id, joined_at=NOON))
    session.commit()

    assert walked(working, judged, judge) == left.id


@pytest.mark.slow
def test_judges_who_walk_at_once_never_meet_at_a_table(live_engine: Engine, live_url: str) -> None:
    register = floors.contributions(make_settings(Path(), live_url))
    with Session(live_engine) as session:
        judged = make_judged_event(session, judges=6, projects=8)
        event_id, judges = judged.event.id, [judge.id for judge in judged.judges]
        session.add_all(
            ExpoTable(project_id=each.id, event_id=event_id, label=str(each.id)) for each in judged.projects
        )
        session.commit()
    start = Barrier(len(judges))

    def walk(judge_id: int) -> int:
        with Session(live_engine, info={"contributions": register}) as session:
            return _walk(session, register, judge_id, event_id, start)

    with ThreadPoolExecutor(len(judges)) as threads:
        tables = list(threads.map(walk, judges))

    assert Counter(tables) == Counter(set(tables))


def _walk(session: Session, register: Contributions, judge_id: int, event_id: int, start: Barrier) -> int:
    actor = actor_of(session, judge_id, register)
    assert actor is not None
    start.wait(30)
    with unit_of_work(session, actor, NOON) as work:
        return walk_on(work, event_id).project_id
