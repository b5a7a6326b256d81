"""Asking for teams, changing what is proposed, taking changes back, and dropping it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, IllegalMove, Invalid, Missing, Refusal, Stale
from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.teams.matching import commands
from hackathon.teams.matching.models import MatchingEdit, MatchingPlace, MatchingRun, MatchingTeam
from hackathon.teams.matching.queries import draft_of
from hackathon.teams.matching.rules import Asked
from hackathon.teams.situation.rules import Scope
from hackathon.teams.wishes.models import ApartWish
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.factories.matching import make_alone, make_plan
from tests.factories.saving import saved

Working = Callable[[Account], AbstractContextManager[Work]]


def planned(session: Session, run_id: int) -> dict[str, list[str]]:
    """Say who is where in a plan, by the names of teams and people."""
    session.expire_all()
    names = select(Account.display_name, MatchingTeam.name).join(MatchingPlace, MatchingPlace.account_id == Account.id)
    rows = session.execute(
        names.outerjoin(MatchingTeam, MatchingTeam.id == MatchingPlace.planned_id)
        .where(MatchingPlace.run_id == run_id)
        .order_by(Account.id)
    )
    found: dict[str, list[str]] = {}
    for person, team in rows:
        found.setdefault(team or "", []).append(person)
    return found


def team_named(session: Session, run: MatchingRun, name: str) -> str:
    return str(next(team.id for team in draft_of(session, run).teams if team.name == name))


def team_of(session: Session, team: MatchingTeam) -> list[int]:
    return list(session.scalars(select(MatchingPlace.account_id).where(MatchingPlace.planned_id == team.id)))


def test_asking_keeps_what_was_asked_and_has_it_solved_in_the_background(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer)
    make_alone(session, event, "Ada")

    with working(organizer) as work:
        run = commands.ask_for_plan(work, event.id, Asked(Scope.EVERYBODY, seed=7, time_limit=60))

    assert (run.scope, run.seed, run.time_limit, run.state) == ("everybody", 7, 60, "ASKED")
    assert session.execute(select(Job.name, Job.subject_id)).all() == [("teams.matching.solve", run.id)]
    assert session.execute(select(FactRow.kind, FactRow.audience)).all() == [("teams.matching.asked", "organizers")]


@pytest.mark.parametrize(
    ("phase", "who", "refusal", "sentence"),
    [
        ("forming", "organizer", Invalid, "Everybody who takes part has a team: there is nobody to match."),
        ("forming", "participant", Denied, "Only organizers of this event may do this."),
        ("judging", "organizer", Denied, "The time to hand in is over: teams stay as they are."),
    ],
)
def test_asking_is_refused_with_the_reason(
    session: Session, working: Working, phase: str, who: str, refusal: type[Refusal], sentence: str
) -> None:
    people = {"organizer": make_account(session), "participant": make_account(session)}
    event = make_event(session, phase, organizer=people["organizer"])
    make_team(session, event, people["participant"])

    with pytest.raises(refusal, match=sentence), working(people[who]) as work:
        commands.ask_for_plan(work, event.id, Asked())

    assert session.scalar(select(func.count()).select_from(MatchingRun)) == 0


@pytest.mark.parametrize(("seed", "seconds", "field"), [(-1, 30, "seed"), (10**6, 30, "seed"), (1, 0, "time_limit")])
def test_asking_with_numbers_out_of_bounds_is_refused_beside_them(
    session: Session, working: Working, seed: int, seconds: int, field: str
) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer)
    make_alone(session, event, "Ada")

    with pytest.raises(Invalid) as refused, working(organizer) as work:
        commands.ask_for_plan(work, event.id, Asked(Scope.ALONE, seed, seconds))

    assert (refused.value.field, session.scalars(select(MatchingRun)).all()) == (field, [])


def test_moving_somebody_says_at_once_what_it_brings_and_taking_it_back_undoes_it(
    session: Session, working: Working
) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3)
    ada, bo = make_alone(session, event, "Ada", "Bo", craft="domain_expert")
    cem, dan, eve = make_alone(session, event, "Cem", "Dan", "Eve")
    run = make_plan(session, event, organizer, (None, [ada, cem]), (None, [bo, dan, eve]))
    asked = run.figures, run.unmet

    with working(organizer) as work:
        edit = commands.move_person(work, run.id, bo.id, team_named(session, run, "Team 1"), version=1)
    moved = planned(session, run.id), edit.consequences, session.get_one(MatchingRun, run.id).figures["role_ok"]
    with working(organizer) as work:
        commands.undo_move(work, run.id, version=2)

    team = team_named(session, run, "Team 2")
    lost = {
        "what": "domain_expert",
        "whom": [f"a{dan.id}", f"a{eve.id}"],
        "team": f"n{team}",
        "why": {"code": "bound_domain", "values": {}},
    }
    assert moved[0] == {"Team 1": ["Ada", "Bo", "Cem"], "Team 2": ["Dan", "Eve"]}
    assert (moved[1]["unmet"], moved[1]["met"], list(moved[1]["parts"])) == ([lost], [], ["roles"])
    assert moved[2] == 0.5
    assert planned(session, run.id) == {"Team 1": ["Ada", "Cem"], "Team 2": ["Bo", "Dan", "Eve"]}
    session.refresh(run)
    assert ((run.figures, run.unmet), run.version) == (asked, 3)
    assert session.scalar(select(func.count()).select_from(MatchingEdit)) == 0


def test_people_are_moved_out_of_all_teams_and_into_new_ones(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1, team_max=3)
    question = make_challenge(session, event, title="Meters")
    ada, bo, cem = make_alone(session, event, "Ada", "Bo", "Cem")
    run = make_plan(session, event, organizer, (question, [ada, bo, cem]))

    for person, to in ((ada, ""), (bo, f"new:{question.id}"), (cem, "new")):
        with working(organizer) as work:
            commands.move_person(work, run.id, person.id, to)

    assert planned(session, run.id) == {"": ["Ada"], "Meters 2": ["Bo"], "Team 1": ["Cem"]}


def test_hard_rules_are_kept_whatever_an_organizer_wants(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1, team_max=2)
    question = make_challenge(session, event, title="Meters", max_teams=1)
    ada, bo, cem, dan = make_alone(session, event, "Ada", "Bo", "Cem", "Dan")
    locked = make_team(session, event, make_account(session, "Zoe"), name="Owls", state="LOCKED")
    saved(session, ApartWish(event_id=event.id, one_id=ada.id, other_id=cem.id, told_by_id=organizer.id, told_at=NOON))
    run = make_plan(
        session, event, organizer, (question, [ada]), (None, [bo, cem]), (locked, []), scope=Scope.EVERYBODY
    )
    before = planned(session, run.id)
    zoe = locked.captain_id

    def refused(account_id: int, to: str) -> str:
        with pytest.raises(Refusal) as found, working(organizer) as work:
            commands.move_person(work, run.id, account_id, to)
        return f"{type(found.value).__name__}: {found.value.sentence}"

    assert [
        refused(cem.id, team_named(session, run, "Meters")),
        refused(dan.id, team_named(session, run, "Team 1")),
        refused(dan.id, f"new:{question.id}"),
        refused(dan.id, team_named(session, run, "Owls")),
        refused(zoe, ""),
        refused(dan.id, ""),
        refused(dan.id, "999999"),
        refused(organizer.id, ""),
    ] == [
        "Conflict: Ada, Cem would be in one team: They are to be kept apart, and are in one team.",
        "Conflict: Team 1 has too few or too many people: The team's size is 3; the largest is 2.",
        "Conflict: A question has too many teams: The challenge Meters may have fewer teams: 1 too many.",
        "Conflict: Owls takes nobody like this: it is complete, or chooses for itself.",
        "Conflict: This person is in a team that stands, and a plan keeps those. Move them on the team's page.",
        "Invalid: The plan has this person there already.",
        "Invalid: Choose one of the teams of this plan.",
        "Missing: The plan does not know this person.",
    ]
    assert planned(session, run.id) == before


def test_an_organizer_who_takes_part_learns_nothing_by_moving_themselves_or_others_to_them(
    session: Session, working: Working
) -> None:
    organizer = make_account(session, "Olga")
    event = make_event(session, "forming", organizer=organizer)
    make_registration(session, event, organizer)
    ada, bo, cy = make_alone(session, event, "Ada", "Bo", "Cy")
    run = make_plan(session, event, organizer, (None, [organizer, ada]), (None, [bo, cy]))
    teams = {account_id: str(team.id) for team in draft_of(session, run).teams for account_id in team_of(session, team)}
    saved(session, ApartWish(event_id=event.id, one_id=bo.id, other_id=organizer.id, told_by_id=bo.id, told_at=NOON))

    refusals = []
    for person, target in ((organizer, bo), (bo, organizer), (cy, organizer)):
        with pytest.raises(Denied) as refused, working(organizer) as work:
            commands.move_person(work, run.id, person.id, teams[target.id])
        refusals.append(refused.value.sentence)

    assert set(refusals) == {
        "You take part yourself: another organizer decides where you are, and who comes to your team."
    }


def test_of_two_organizers_who_change_the_same_plan_one_is_told_to_look_again(
    session: Session, working: Working
) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1, team_max=3)
    ada, bo = make_alone(session, event, "Ada", "Bo")
    run = make_plan(session, event, organizer, (None, [ada]), (None, [bo]))

    with working(organizer) as work:
        commands.move_person(work, run.id, ada.id, "", version=1)
    with pytest.raises(Stale), working(organizer) as work:
        commands.move_person(work, run.id, bo.id, "", version=1)
    with pytest.raises(Stale), working(organizer) as work:
        commands.apply_plan(work, run.id, version=1)

    assert planned(session, run.id) == {"": ["Ada"], "Team 2": ["Bo"]}


def test_nobody_but_organizers_changes_takes_back_applies_or_drops_a_plan(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1)
    (ada,) = make_alone(session, event, "Ada")
    run = make_plan(session, event, organizer, (None, [ada]))

    for attempt in (
        lambda work: commands.move_person(work, run.id, ada.id, ""),
        lambda work: commands.undo_move(work, run.id),
        lambda work: commands.apply_plan(work, run.id),
        lambda work: commands.discard_plan(work, run.id),
    ):
        with pytest.raises(Denied, match="Only organizers of this event may do this"), working(ada) as work:
            attempt(work)

    assert planned(session, run.id) == {"Team 1": ["Ada"]}


def test_a_dropped_plan_forgets_where_it_would_have_put_people(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1)
    ada, bo = make_alone(session, event, "Ada", "Bo")
    run = make_plan(session, event, organizer, (None, [ada]))
    with working(organizer) as work:
        commands.move_person(work, run.id, bo.id, "new")

    with working(organizer) as work:
        commands.discard_plan(work, run.id, version=2)
    with pytest.raises(IllegalMove), working(organizer) as work:
        commands.apply_plan(work, run.id)

    kept = [session.scalar(select(func.count()).select_from(table)) for table in (MatchingTeam, MatchingPlace)]
    assert (run.state, run.unmet, kept) == ("DISCARDED", [], [0, 0])


def test_plans_are_forgotten_after_their_time(session: Session, working: Working, clock: StandingClock) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1)
    (ada,) = make_alone(session, event, "Ada")
    make_plan(session, event, organizer, (None, [ada]))

    for before, left in ((NOON, 1), (NOON + timedelta(seconds=1), 0)):
        with working(organizer) as work:
            commands.forget_runs(work, before)

        assert session.scalar(select(func.count()).select_from(MatchingRun)) == left
    assert session.scalar(select(func.count()).select_from(MatchingPlace)) == 0


def test_nothing_to_take_back_is_said(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=1)
    (ada,) = make_alone(session, event, "Ada")
    run = make_plan(session, event, organizer, (None, [ada]))

    with pytest.raises(Conflict, match="there is nothing to take back"), working(organizer) as work:
        commands.undo_move(work, run.id)
    with pytest.raises(Missing), working(organizer) as work:
        commands.undo_move(work, run.id + 1)
