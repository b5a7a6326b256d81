"""An event as the solver is given it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from hackathon.placing.problems.rules import Challenge, Person, Problem, StandingTeam, check
from hackathon.teams.situation.queries import problem_of
from hackathon.teams.situation.rules import Scope
from hackathon.teams.wishes.models import ApartWish, ChoiceList, TogetherWish
from tests.clocks import NOON
from tests.factories import make_account, make_challenge, make_event, make_registration, make_team
from tests.factories.saving import saved


def test_an_event_is_read_with_all_that_counts_and_nobody_who_does_not_take_part(session: Session) -> None:
    event = make_event(session, "forming", team_min=2, team_max=4)
    meters = make_challenge(session, event, wanted_skills=["SQL", "Time series"], max_teams=2)
    bills = make_challenge(session, event)
    make_challenge(session, event, state="PROPOSED")
    ada, bo, zoe, gone = (
        make_account(session, name, profile={"unit": "Grid"}) for name in ("Ada", "Bo", "Zoe", "Gone")
    )
    make_registration(session, event, ada, "designer", skills=["sql:4", "Go", "sql", "time series:1"])
    make_registration(session, event, bo, "data_engineer", skills=[])
    make_registration(session, event, gone, state="WITHDRAWN")
    owls = make_team(session, event, zoe, challenge=meters)
    foxes = make_team(session, event, make_account(session), name="Foxes", entry="BY_INVITATION")
    make_team(session, event, make_account(session), name="Gone", state="DISSOLVED", challenge=meters)
    saved(
        session,
        ChoiceList(event_id=event.id, account_id=ada.id, challenge_ids=[bills.id, meters.id], ranked_at=NOON),
    )
    saved(session, TogetherWish(event_id=event.id, account_id=ada.id, other_id=zoe.id, wished_at=NOON))
    saved(session, ApartWish(event_id=event.id, one_id=bo.id, other_id=ada.id, told_by_id=bo.id, told_at=NOON))

    alone = problem_of(session, event, Scope.ALONE)
    whole = problem_of(session, event, Scope.EVERYBODY)

    skills = {"SQL": 4, "go": 3, "Time series": 1}
    people = (
        Person(f"a{ada.id}", "designer", skills, (f"c{bills.id}", f"c{meters.id}"), "Grid"),
        Person(f"a{bo.id}", "data_engineer", {}, (), "Grid"),
    )
    apart = frozenset({frozenset({f"a{ada.id}", f"a{bo.id}"})})
    wanted = frozenset({"SQL", "Time series"})
    questions = (Challenge(f"c{meters.id}", wanted, 2), Challenge(f"c{bills.id}"))
    left = (Challenge(f"c{meters.id}", wanted, 1), Challenge(f"c{bills.id}"))
    assert alone == Problem(people, left, (), frozenset(), apart, 2, 4)
    assert (whole.people[:2], whole.challenges, whole.apart) == (people, questions, apart)
    assert whole.teams == (StandingTeam(f"t{owls.id}", f"c{meters.id}"), StandingTeam(f"t{foxes.id}", None, False))
    assert whole.people[2] == Person(f"a{zoe.id}", "data_scientist", {}, (), "Grid", f"t{owls.id}")
    assert whole.together == {frozenset({f"a{ada.id}", f"a{zoe.id}"})}
    check(whole)


def test_an_event_is_read_in_as_many_statements_whatever_its_size(
    session: Session, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    counts = []
    for many in (1, 20):
        event = make_event(session, "forming")
        for _each in range(many):
            make_registration(session, event, make_account(session))
            make_team(session, event, challenge=make_challenge(session, event))
        with queries() as seen:
            problem_of(session, event, Scope.EVERYBODY)
        counts.append(len(seen))

    # SQLAlchemy may read the event again, which the test committed.
    assert counts[0] == counts[1] <= 8
