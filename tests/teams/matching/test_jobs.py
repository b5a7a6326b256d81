"""The job: an event is read and solved, and the plan written down once, whoever is killed or drops it meanwhile."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.decisions import Denied
from hackathon.core.jobs import JobContext, due_jobs, run_job
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.placing.problems.rules import Plan, Problem
from hackathon.teams.matching import commands
from hackathon.teams.matching.jobs import solve
from hackathon.teams.matching.models import MatchingPlace, MatchingRun
from hackathon.teams.matching.policy import SOLVING
from hackathon.teams.matching.rules import Asked, Solution
from hackathon.teams.situation.rules import Scope
from hackathon.teams.wishes.models import ChoiceList
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_team
from tests.factories.matching import make_alone
from tests.factories.saving import saved
from tests.teams.matching.test_commands import planned

Working = Callable[..., AbstractContextManager[Work]]


@pytest.fixture
def organizer(session: Session) -> Account:
    return make_account(session, "Olga")


def do_work(session: Session, jobs: JobContext) -> None:
    session.commit()
    for job_id in due_jobs(session, NOON):
        run_job(jobs, job_id)
    session.expire_all()


def test_people_still_alone_get_teams_of_their_own(
    session: Session, working: Working, jobs: JobContext, organizer: Account
) -> None:
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3)
    meters, bills = make_challenge(session, event, title="Meters"), make_challenge(session, event, title="Bills")
    make_team(session, event, make_account(session, "Zoe"), challenge=meters)
    experts = make_alone(session, event, "Ada", "Bo", craft="domain_expert")
    others = make_alone(session, event, "Cem", "Dan", craft="data_engineer")
    for people, best in ((experts[:1] + others[:1], meters), (experts[1:] + others[1:], bills)):
        for person in people:
            saved(session, ChoiceList(event_id=event.id, account_id=person.id, challenge_ids=[best.id], ranked_at=NOON))
    with working(organizer) as work:
        run = commands.ask_for_plan(work, event.id, Asked())

    do_work(session, jobs)

    figures = {
        "people": 4,
        "teams": 2,
        "unplaced": 0,
        "role_ok": 1.0,
        "size_ok": 1.0,
        "top1": 1.0,
        "top3": 1.0,
        "skill_cover": None,
    }
    assert planned(session, run.id) == {"Meters": ["Ada", "Cem"], "Bills": ["Bo", "Dan"]}
    assert (run.state, run.figures, run.unmet, run.stopped_by, run.trouble) == ("PROPOSED", figures, [], "gap", "")
    assert run.points["objective"] == run.points["proposed"] <= run.points["bound"]
    path = f"/events/{event.slug}/teams/matching/{run.id}"
    notices = session.execute(select(Notice.account_id, Notice.subject, Notice.path)).all()
    assert notices == [(organizer.id, "The proposal of teams is ready", path)]


def test_the_whole_event_keeps_teams_that_stand_and_fills_up_the_open_ones(
    session: Session, working: Working, jobs: JobContext, organizer: Account
) -> None:
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=2)
    for name, state, entry in (
        ("Owls", "FORMING", "OPEN"),
        ("Foxes", "LOCKED", "OPEN"),
        ("Hares", "FORMING", "BY_REQUEST"),
    ):
        make_team(session, event, make_account(session, f"{name[0]}1"), name=name, state=state, entry=entry)
    make_alone(session, event, "Ada")
    with working(organizer) as work:
        run = commands.ask_for_plan(work, event.id, Asked(Scope.EVERYBODY))

    do_work(session, jobs)

    assert planned(session, run.id) == {"Owls": ["O1", "Ada"], "Foxes": ["F1"], "Hares": ["H1"]}


@pytest.mark.parametrize(("alone", "team_min"), [(1, 3), (2, 3)])
def test_fewer_people_than_a_team_needs_are_left_out_with_the_reason(
    session: Session, working: Working, jobs: JobContext, organizer: Account, alone: int, team_min: int
) -> None:
    event = make_event(session, "forming", organizer=organizer, team_min=team_min, team_max=5)
    make_alone(session, event, *(f"P{each}" for each in range(alone)))
    with working(organizer) as work:
        run = commands.ask_for_plan(work, event.id, Asked())

    do_work(session, jobs)

    assert planned(session, run.id) == {"": [f"P{each}" for each in range(alone)]}
    assert [each["why"]["code"] for each in run.unmet] == ["too_few_left"] * alone


def test_the_same_people_and_seed_give_the_same_teams(
    session: Session, working: Working, jobs: JobContext, organizer: Account
) -> None:
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3)
    make_alone(session, event, *(f"P{each}" for each in range(7)))
    runs = []
    for _time in range(2):
        with working(organizer) as work:
            runs.append(commands.ask_for_plan(work, event.id, Asked(seed=5)).id)

    do_work(session, jobs)

    assert planned(session, runs[0]) == planned(session, runs[1])


def test_a_job_that_runs_again_or_too_late_changes_nothing(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock, organizer: Account
) -> None:
    event = make_event(session, "forming", organizer=organizer, team_min=1)
    (ada,) = make_alone(session, event, "Ada")
    with working(organizer) as work:
        again, dropped = (commands.ask_for_plan(work, event.id, Asked()).id for _time in range(2))
    with working(organizer) as work:
        commands.discard_plan(work, dropped)
    solve(jobs, again)
    with working(organizer) as work:
        commands.move_person(work, again, ada.id, "")

    for run_id in (again, dropped, dropped + 1):
        solve(jobs, run_id)

    assert planned(session, again) == {"": ["Ada"]}
    assert session.scalars(select(MatchingPlace.run_id)).all() == [again]
    assert session.scalars(select(MatchingRun.state).order_by(MatchingRun.id)).all() == ["PROPOSED", "DISCARDED"]


def test_only_the_platform_writes_plans_down(session: Session, working: Working, organizer: Account) -> None:
    event = make_event(session, "forming", organizer=organizer)
    make_alone(session, event, "Ada")
    with working(organizer) as work:
        run = commands.ask_for_plan(work, event.id, Asked())

    for who in (organizer, system("something else")):
        with pytest.raises(Denied), working(who) as work:
            commands.propose_plan(work, run.id, Problem(), Solution(Plan(), None, "gap", 0.0))
        with pytest.raises(Denied), working(who) as work:
            commands.give_up(work, run.id, "no")
    with working(system(SOLVING)) as work:
        commands.give_up(work, run.id, "There is no way.")

    assert (run.state, run.trouble) == ("FAILED", "There is no way.")
    assert session.scalars(select(Notice.subject)).all() == ["No teams could be proposed"]
