"""Asking every judge to score every project, except where they have a conflict of interest."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.judging.assignment.commands import assign_judges, remind_judges
from hackathon.judging.assignment.facts import JudgesAssigned, JudgesReminded
from hackathon.judging.assignment.queries import projects_progress
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.stages.models import Finalist, Stage
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.models import TeamMember
from tests.clocks import NOON, StandingClock
from tests.factories.events import give_event_role
from tests.factories.judging import Judged, make_ballot, make_handed_in, make_judged_event
from tests.factories.people import make_account

Working = Callable[[Account], AbstractContextManager[Work]]


def pairs(session: Session) -> set[tuple[int, int]]:
    return {(ballot.judge_id, ballot.project_id) for ballot in session.scalars(select(Ballot))}


def everything(judged: Judged) -> set[tuple[int, int]]:
    return {(judge.id, project.id) for judge in judged.judges for project in judged.projects}


def test_assign_gives_every_judge_every_project_and_begins_with_another_one(session: Session, working: Working) -> None:
    judged = make_judged_event(session, judges=2, projects=3)

    with working(judged.organizer) as work:
        added = assign_judges(work, judged.event.id)

    assert (added, pairs(session)) == (6, everything(judged))
    firsts = session.scalars(select(Ballot).where(Ballot.position == 1).order_by(Ballot.judge_id))
    assert [ballot.project_id for ballot in firsts] == [judged.projects[0].id, judged.projects[1].id]
    assert [row.fact() for row in session.scalars(select(FactRow))] == [
        JudgesAssigned(subject_id=judged.event.id, ballots=6)
    ]


def test_assign_leaves_out_the_own_team_and_the_product_owner(session: Session, working: Working) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    member, owner = judged.judges
    team_id, challenge_id = judged.projects[0].team_id, judged.projects[1].challenge_id
    session.add(TeamMember(team_id=team_id, account_id=member.id, event_id=judged.event.id, joined_at=NOON))
    session.get_one(Challenge, challenge_id).product_owner_id = owner.id
    session.commit()

    with working(judged.organizer) as work:
        assign_judges(work, judged.event.id)

    assert pairs(session) == {(member.id, judged.projects[1].id), (owner.id, judged.projects[0].id)}


def test_assign_again_adds_only_what_is_missing_and_moves_nothing(session: Session, working: Working) -> None:
    judged = make_judged_event(session, judges=1, projects=1)
    begun = make_ballot(session, judged.judges[0], judged.projects[0], (4, 4), position=1)
    late = make_handed_in(session, judged.event)
    newcomer = make_account(session)
    give_event_role(session, judged.event, newcomer, "judge")

    with working(judged.organizer) as work:
        added = assign_judges(work, judged.event.id)
    with working(judged.organizer) as work:
        again = assign_judges(work, judged.event.id)

    assert (added, again) == (3, 0)
    session.refresh(begun)
    assert (begun.state, begun.position) == ("CAST", 1)
    assert (judged.judges[0].id, late.id) in pairs(session)


def test_assign_leaves_out_what_was_withdrawn(session: Session, working: Working) -> None:
    judged = make_judged_event(session, projects=2)
    judged.projects[0].state = "WITHDRAWN"
    session.commit()

    with working(judged.organizer) as work:
        assign_judges(work, judged.event.id)

    assert pairs(session) == {(judged.judges[0].id, judged.projects[1].id)}


@pytest.mark.parametrize(("judges", "projects"), [(0, 1), (1, 0)])
def test_assign_without_judges_or_projects_says_what_to_do(
    session: Session, working: Working, judges: int, projects: int
) -> None:
    judged = make_judged_event(session, judges=judges, projects=projects)

    with pytest.raises(Conflict, match="yet"), working(judged.organizer) as work:
        assign_judges(work, judged.event.id)


def test_assign_by_a_judge_or_an_organizer_of_another_event_is_denied(session: Session, working: Working) -> None:
    judged, other = make_judged_event(session), make_judged_event(session)

    for person in (judged.judges[0], other.organizer):
        with pytest.raises(Denied), working(person) as work:
            assign_judges(work, judged.event.id)

    assert pairs(session) == set()


def test_assign_tells_each_judge_once(session: Session, working: Working, clock: StandingClock) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    with working(judged.organizer) as work:
        assign_judges(work, judged.event.id)

    deliver_pending(session, clock)

    notices = session.scalars(select(Notice).order_by(Notice.account_id)).all()
    path = f"/events/{judged.event.slug}/judging/queue"
    assert [(notice.account_id, notice.path) for notice in notices] == [(judge.id, path) for judge in judged.judges]


def test_remind_tells_only_those_who_are_behind(session: Session, working: Working, clock: StandingClock) -> None:
    judged = make_judged_event(session, judges=2)
    make_ballot(session, judged.judges[0], judged.projects[0], (4, 4))
    make_ballot(session, judged.judges[1], judged.projects[0])

    with working(judged.organizer) as work:
        assert remind_judges(work, judged.event.id) == 1
    deliver_pending(session, clock)

    assert session.scalars(select(Notice.account_id)).all() == [judged.judges[1].id]
    assert [row.fact() for row in session.scalars(select(FactRow))] == [
        JudgesReminded(subject_id=judged.event.id, judges=1)
    ]


def test_remind_when_all_is_cast_is_refused(session: Session, working: Working) -> None:
    judged = make_judged_event(session)
    make_ballot(session, judged.judges[0], judged.projects[0], (4, 4))

    with pytest.raises(Conflict, match="nobody to remind"), working(judged.organizer) as work:
        remind_judges(work, judged.event.id)


def test_assign_in_the_final_asks_for_the_finalists_only_whatever_was_scored_before(
    session: Session, working: Working
) -> None:
    judged = make_judged_event(session, projects=2)
    make_ballot(session, judged.judges[0], judged.projects[1], (4, 4), position=1)
    here = {"event_id": judged.event.id}
    session.add(Stage(**here, number=2, name="Final", begun_at=NOON))
    session.add(Finalist(**here, stage=2, project_id=judged.projects[1].id))
    session.commit()

    with working(judged.organizer) as work:
        added = assign_judges(work, judged.event.id)

    rows = session.scalars(select(Ballot).order_by(Ballot.id)).all()
    assert (added, [(row.project_id, row.stage, row.position) for row in rows]) == (
        1,
        [(judged.projects[1].id, 1, 1), (judged.projects[1].id, 2, 2)],
    )
    shown = session.execute(projects_progress(judged.event.id)).all()
    assert [(row[0].id, *row[2:]) for row in shown] == [(judged.projects[1].id, 0, 1, 0)]
