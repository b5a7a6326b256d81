"""Applying a plan: teams are made as planned and everybody is told why, or nothing happens since the event changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.decisions import Conflict, IllegalMove
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.teams.formation.commands import found_team, join_team, leave_team
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.rules import TeamDraft
from hackathon.teams.matching import commands
from hackathon.teams.situation.rules import Scope
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.factories.matching import make_alone, make_plan
from tests.factories.saving import saved

Working = Callable[[Account], AbstractContextManager[Work]]


def teams(session: Session, event: Event) -> dict[str, tuple[str, list[str]]]:
    """Say who leads and who is in each team, by name."""
    session.expire_all()
    captain = aliased(Account)
    rows = session.execute(
        select(Team.name, captain.display_name, Account.display_name)
        .join(captain, captain.id == Team.captain_id)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .join(Account, Account.id == TeamMember.account_id)
        .where(Team.event_id == event.id)
        .order_by(Team.id, Account.id)
    )
    found: dict[str, tuple[str, list[str]]] = {}
    for team, leader, person in rows:
        found.setdefault(team, (leader, []))[1].append(person)
    return found


def told(session: Session) -> dict[str, list[tuple[str, str]]]:
    """Say who was told what, by name."""
    session.expire_all()
    notices = select(Account.display_name, Notice.subject, Notice.text).join(Notice, Notice.account_id == Account.id)
    found: dict[str, list[tuple[str, str]]] = {}
    for person, subject, text in session.execute(notices.order_by(Notice.id)):
        found.setdefault(person, []).append((subject, text))
    return found


def test_applying_makes_the_teams_fills_up_the_open_ones_and_tells_each_person_why_once(
    session: Session, working: Working, clock: StandingClock
) -> None:
    organizer = make_account(session, "Olga")
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3, name="Spring")
    meters = make_challenge(session, event, title="Meters", wanted_skills=["Go"])
    owls = make_team(session, event, make_account(session, "Zoe"), name="Owls")
    (ada,) = make_alone(session, event, "Ada", craft="domain_expert")
    (bo,) = make_alone(session, event, "Bo", craft="data_engineer")
    cem, _dan = make_alone(session, event, "Cem", "Dan", craft="designer")
    for person in (ada, bo):
        saved(session, ChoiceList(event_id=event.id, account_id=person.id, challenge_ids=[meters.id], ranked_at=NOON))
    saved(session, TogetherWish(event_id=event.id, account_id=ada.id, other_id=bo.id, wished_at=NOON))
    run = make_plan(session, event, organizer, (meters, [ada, bo]), (owls, [cem]), scope=Scope.EVERYBODY)
    deliver_pending(session, clock)

    with working(organizer) as work:
        commands.apply_plan(work, run.id, version=1)
    deliver_pending(session, clock)
    deliver_pending(session, clock)

    begin = "The organizers of Spring put people who had no team into teams."
    meters_are = "Your team works on “Meters”."
    to_ada = (
        f"{begin} You ranked this challenge first. The team lacked a domain expert. You are with Bo, as was wished. "
        f"{meters_are} With you are Bo. You lead it for now, being the first of them who registered; you can hand that "
        "over."
    )
    to_bo = f"{begin} You ranked this challenge first. The team lacked a data engineer. {meters_are} With you are Ada."
    assert teams(session, event) == {"Owls": ("Zoe", ["Zoe", "Cem"]), "Meters": ("Ada", ["Ada", "Bo"])}
    assert told(session) == {
        "Olga": [("The proposal of teams is ready", "Look at it, change what you like, and apply it.")],
        "Ada": [("You are in Meters", to_ada)],
        "Bo": [("You are in Meters", to_bo)],
        "Cem": [("You are in Owls", f"{begin} The team had a place for you. With you are Zoe.")],
        "Zoe": [("New in Owls: Cem", f"{begin} You are its captain. See who is in it now.")],
        "Dan": [
            (
                "No team for you yet at Spring",
                f"{begin} No place was found that fits you. They know of it; you can also look at the teams yourself.",
            )
        ],
    }
    applied = session.scalars(select(FactRow).where(FactRow.kind == "teams.matching.applied")).one()
    payload = f'{{"founded":1,"placed":3,"run":{run.id},"subject_id":{event.id}}}'
    assert (applied.audience, applied.payload) == ("viewers", payload)
    with pytest.raises(IllegalMove), working(organizer) as work:
        commands.apply_plan(work, run.id)


def leave(work_as: Working, session: Session, event: Event, people: dict[str, Account]) -> None:
    with work_as(people["zoe"]) as work:
        leave_team(work, session.scalars(select(Team.id).where(Team.name == "Owls")).one())


def join(work_as: Working, session: Session, event: Event, people: dict[str, Account]) -> None:
    with work_as(people["ada"]) as work:
        join_team(work, session.scalars(select(Team.id).where(Team.name == "Owls")).one())


def found(work_as: Working, session: Session, event: Event, people: dict[str, Account]) -> None:
    with work_as(people["ada"]) as work:
        found_team(work, event.id, TeamDraft("Foxes"))


def register(work_as: Working, session: Session, event: Event, people: dict[str, Account]) -> None:
    make_registration(session, event, make_account(session, "Nia"))


def resize(work_as: Working, session: Session, event: Event, people: dict[str, Account]) -> None:
    event.team_max = 4
    session.commit()


def keep_apart(work_as: Working, session: Session, event: Event, people: dict[str, Account]) -> None:
    one, other = people["ada"].id, people["bo"].id
    saved(session, ApartWish(event_id=event.id, one_id=one, other_id=other, told_by_id=one, told_at=NOON))


SINCE = "The event changed since this plan was made: "
END = ". Nothing was done. Match again."


@pytest.mark.parametrize(
    ("scope", "change", "sentence"),
    [
        (Scope.ALONE, join, f"{SINCE}Ada has a team, or does not take part any more{END}"),
        (Scope.EVERYBODY, join, f"{SINCE}Ada is in a team now{END}"),
        (Scope.EVERYBODY, found, f"{SINCE}Foxes was founded; Ada is in a team now{END}"),
        (Scope.EVERYBODY, leave, f"{SINCE}Owls dissolved; Zoe left a team{END}"),
        (Scope.ALONE, register, f"{SINCE}Nia takes part and has no team{END}"),
        (Scope.ALONE, resize, f"{SINCE}the sizes of teams are others now{END}"),
        (Scope.ALONE, keep_apart, "Ada, Bo would be in one team: They are to be kept apart, and are in one team."),
    ],
)
def test_a_plan_of_another_world_is_refused_with_what_changed_and_nothing_is_done(
    session: Session,
    working: Working,
    clock: StandingClock,
    scope: Scope,
    change: Callable[[Working, Session, Event, dict[str, Account]], None],
    sentence: str,
) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3)
    zoe = make_account(session, "Zoe")
    make_team(session, event, zoe, name="Owls")
    ada, bo = make_alone(session, event, "Ada", "Bo")
    run = make_plan(session, event, organizer, (None, [ada, bo]), scope=scope)
    change(working, session, event, {"ada": ada, "bo": bo, "zoe": zoe})
    before = teams(session, event)

    with pytest.raises(Conflict) as refusal, working(organizer) as work:
        commands.apply_plan(work, run.id)

    session.refresh(run)
    assert (refusal.value.sentence, run.state) == (sentence, "PROPOSED")
    assert teams(session, event) == before


def test_people_still_alone_are_matched_whatever_happens_in_teams_that_stand(
    session: Session, working: Working
) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3)
    owls = make_team(session, event, make_account(session, "Zoe"), make_account(session, "Yan"), name="Owls")
    ada, bo = make_alone(session, event, "Ada", "Bo")
    run = make_plan(session, event, organizer, (None, [ada, bo]))
    owls.state = "LOCKED"
    session.commit()

    with working(organizer) as work:
        commands.apply_plan(work, run.id)

    assert teams(session, event) == {"Owls": ("Zoe", ["Zoe", "Yan"]), "Team 1": ("Ada", ["Ada", "Bo"])}


def test_a_new_team_that_is_too_small_is_not_made(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=3)
    ada, bo = make_alone(session, event, "Ada", "Bo")
    run = make_plan(session, event, organizer, (None, [ada, bo]))
    with working(organizer) as work:
        commands.move_person(work, run.id, ada.id, "")

    with pytest.raises(Conflict, match="The team's size is 1; the smallest is 2"), working(organizer) as work:
        commands.apply_plan(work, run.id)

    assert session.scalar(select(func.count()).select_from(Team)) == 0


def test_a_plan_for_twelve_people_asks_the_database_as_often_as_one_for_four(
    session: Session, working: Working, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for many in (1, 3):
        organizer = make_account(session)
        event = make_event(session, "forming", organizer=organizer, team_min=2, team_max=4)
        groups = [make_alone(session, event, *(f"P{team}{each}" for each in range(4))) for team in range(many)]
        run = make_plan(session, event, organizer, *((None, group) for group in groups))
        with queries() as seen, working(organizer) as work:
            commands.apply_plan(work, run.id)
        # SQLite inserts rows one by one where their ids are wanted back; that costs it next to nothing.
        counts.append(len([statement for statement in seen if not statement.startswith("INSERT")]))

    assert counts[0] == counts[1]
