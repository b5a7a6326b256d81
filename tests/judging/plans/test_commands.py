"""Planning who judges what: asked for, computed, applied; and others asked where judges step back or leave."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.events.setup.commands import take_event_role
from hackathon.judging.ballots.commands import recuse_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.judges.commands import declare_conflict
from hackathon.judging.judges.models import JudgeConflict, JudgeProfile
from hackathon.judging.plans.commands import apply_plan, ask_for_plan, discard_plan, forget_plans
from hackathon.judging.plans.facts import HolesFilled, PlanApplied, PlanAsked
from hackathon.judging.plans.jobs import solve
from hackathon.judging.plans.models import AssignmentPlan, PlannedBallot
from hackathon.judging.plans.rules import Asked
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.placing.panels.rules import is_two_connected
from tests.clocks import NOON, StandingClock
from tests.factories.judging import Judged, make_ballot, make_handed_in, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]


def pairs(session: Session, *states: str) -> set[tuple[int, int]]:
    found = select(Ballot.judge_id, Ballot.project_id)
    rows = session.execute(found.where(Ballot.state.in_(states or ("ASSIGNED", "OPEN", "CAST"))))
    return {(judge_id, project_id) for judge_id, project_id in rows}


def proposed(working: Working, jobs: JobContext, judged: Judged, asked: Asked | None = None) -> int:
    with working(judged.organizer) as work:
        plan_id = ask_for_plan(work, judged.event.id, asked or Asked()).id
    solve(jobs, plan_id)
    return plan_id


def applied(working: Working, jobs: JobContext, judged: Judged, asked: Asked | None = None) -> int:
    plan_id = proposed(working, jobs, judged, asked)
    with working(judged.organizer) as work:
        apply_plan(work, plan_id)
    return plan_id


def facts(session: Session) -> list[object]:
    return [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def test_plan_once_applied_gives_each_project_its_views_evenly_and_tells_the_judges(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock
) -> None:
    judged = make_judged_event(session, judges=7, projects=8)
    event_id, projects = judged.event.id, [project.id for project in judged.projects]

    plan_id = proposed(working, jobs, judged)
    before = pairs(session)
    with working(judged.organizer) as work:
        apply_plan(work, plan_id, version=1)
    deliver_pending(session, clock)

    given = pairs(session)
    assert (before, session.get_one(AssignmentPlan, plan_id).unmet) == (set(), [])
    assert set(Counter(project for _judge, project in given).values()) == {3}
    assert set(Counter(judge for judge, _project in given).values()) == {3, 4}
    assert is_two_connected(given, projects)
    assert facts(session) == [
        PlanAsked(subject_id=event_id, plan=plan_id),
        PlanApplied(subject_id=event_id, plan=plan_id, added=24, removed=0),
    ]
    told = Counter(session.scalars(select(Notice.account_id)))
    assert told == Counter([judged.organizer.id, *(judge.id for judge in judged.judges)])


def test_plan_again_never_moves_what_has_begun_and_asks_nobody_barred(
    session: Session, working: Working, jobs: JobContext
) -> None:
    judged = make_judged_event(session, judges=4, projects=4)
    first, second, *_others = judged.judges
    for project in judged.projects:
        make_ballot(session, second, project)
    cast = make_ballot(session, first, judged.projects[0], (4, 4), position=1)
    begun = make_ballot(session, first, judged.projects[1], state="OPEN", position=2)
    here = {"team_id": judged.projects[2].team_id, "event_id": judged.event.id}
    session.add(JudgeConflict(**here, account_id=second.id, declared_at=NOON))
    session.add(JudgeProfile(event_id=judged.event.id, account_id=first.id, minutes=10))
    session.commit()
    kept = {(first.id, judged.projects[0].id), (first.id, judged.projects[1].id)}

    applied(working, jobs, judged, Asked(views=2, minutes=5))

    assert {pair for pair in pairs(session) if pair[0] == first.id} == kept
    assert (second.id, judged.projects[2].id) not in pairs(session)
    assert set(Counter(project for _judge, project in pairs(session)).values()) == {2}
    session.refresh(cast)
    session.refresh(begun)
    assert (cast.state, cast.position, begun.state, begun.position) == ("CAST", 1, "OPEN", 2)


def test_plan_of_a_world_that_changed_is_refused_with_what_changed(
    session: Session, working: Working, jobs: JobContext
) -> None:
    judged = make_judged_event(session, judges=3, projects=3)
    plan_id = proposed(working, jobs, judged)
    late = make_handed_in(session, judged.event, title="Late Light")
    team_id, title, name = judged.projects[0].team_id, judged.projects[0].title, judged.judges[0].display_name
    with working(judged.judges[0]) as work:
        declare_conflict(work, judged.event.id, team_id)

    with pytest.raises(Conflict) as refusal, working(judged.organizer) as work:
        apply_plan(work, plan_id)

    assert refusal.value.sentence == (
        f"Since this plan was made: “{late.title}” is to be judged now. "
        f"{name} cannot judge “{title}” any more. Make a new plan."
    )
    assert pairs(session) == set()


def test_plan_says_which_project_has_too_few_judges(session: Session, working: Working, jobs: JobContext) -> None:
    judged = make_judged_event(session, judges=3, projects=3)
    team_id, project_id = judged.projects[1].team_id, judged.projects[1].id
    with working(judged.judges[0]) as work:
        declare_conflict(work, judged.event.id, team_id)

    plan_id = proposed(working, jobs, judged)

    unmet = session.get_one(AssignmentPlan, plan_id).unmet
    assert unmet == [{"code": "few_judges", "project": project_id, "count": 2, "wanted": 3}]


def test_plan_by_anybody_but_its_organizers_or_for_nothing_is_refused(
    session: Session, working: Working, jobs: JobContext
) -> None:
    judged, other, empty = make_judged_event(session), make_judged_event(session), make_judged_event(session, judges=0)
    plan_id = proposed(working, jobs, judged)

    for person in (judged.judges[0], other.organizer):
        with pytest.raises(Denied), working(person) as work:
            ask_for_plan(work, judged.event.id, Asked())
        with pytest.raises(Denied), working(person) as work:
            apply_plan(work, plan_id)
    with pytest.raises(Conflict, match="There is no judge yet"), working(empty.organizer) as work:
        ask_for_plan(work, empty.event.id, Asked())

    assert pairs(session) == set()


def test_discarded_and_old_plans_leave_nothing_behind(session: Session, working: Working, jobs: JobContext) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    plan_id = proposed(working, jobs, judged)

    with working(judged.organizer) as work:
        discard_plan(work, plan_id, version=1)
    left = session.scalars(select(PlannedBallot)).all()
    with working(judged.organizer) as work:
        forget_plans(work, NOON + timedelta(days=1))

    assert (left, session.scalars(select(AssignmentPlan)).all()) == ([], [])


def test_recused_ballot_is_given_to_the_least_loaded_judge_who_is_told(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock
) -> None:
    judged = make_judged_event(session, judges=5, projects=5)
    applied(working, jobs, judged, Asked(views=2))
    deliver_pending(session, clock)
    ballot = session.scalars(select(Ballot).order_by(Ballot.id)).first()
    assert ballot
    had, (judge_id, project_id) = pairs(session), (ballot.judge_id, ballot.project_id)
    judge = next(each for each in judged.judges if each.id == judge_id)

    with working(judge) as work:
        recuse_ballot(work, ballot.id)
    deliver_pending(session, clock)

    (new,) = pairs(session) - had
    assert (new[1], new[0] != judge_id, had - pairs(session)) == (project_id, True, {(judge_id, project_id)})
    assert facts(session)[-1] == HolesFilled(subject_id=judged.event.id, added=1, left=0)
    newest = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert newest
    assert (newest.account_id, newest.subject.startswith("One more project to score")) == (new[0], True)


def test_judge_who_leaves_keeps_what_was_cast_and_the_rest_goes_to_others_or_is_told_to_organizers(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock
) -> None:
    judged = make_judged_event(session, judges=3, projects=2)
    applied(working, jobs, judged, Asked(views=3))
    leaving, one, other = (judge.id for judge in judged.judges)
    cast, begun = session.scalars(select(Ballot).where(Ballot.judge_id == leaving).order_by(Ballot.id)).all()
    cast.state, begun.state = "CAST", "OPEN"
    session.commit()
    deliver_pending(session, clock)

    with working(judged.organizer) as work:
        take_event_role(work, judged.event.id, leaving, "judge")
    deliver_pending(session, clock)

    every = {(judge, project.id) for judge in (one, other) for project in judged.projects}
    assert pairs(session) == every | {(leaving, cast.project_id)}
    assert pairs(session, "RECUSED") == {(leaving, begun.project_id)}
    assert facts(session)[-1] == HolesFilled(subject_id=judged.event.id, added=0, left=1)
    newest = session.scalars(select(Notice).order_by(Notice.id.desc())).first()
    assert newest
    assert (newest.account_id, newest.subject) == (judged.organizer.id, f"Nobody is left to judge: {judged.event.name}")


def test_conflict_declared_where_everybody_scores_everything_takes_the_ballot_away_and_asks_nobody(
    session: Session, working: Working, clock: StandingClock
) -> None:
    judged = make_judged_event(session, judges=2, projects=1)
    for judge in judged.judges:
        make_ballot(session, judge, judged.projects[0])
    team_id, project_id = judged.projects[0].team_id, judged.projects[0].id

    with working(judged.judges[0]) as work:
        declare_conflict(work, judged.event.id, team_id)
    deliver_pending(session, clock)

    assert pairs(session) == {(judged.judges[1].id, project_id)}
    assert session.scalars(select(Ballot.state)).all() == ["ASSIGNED"]
