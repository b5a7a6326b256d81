"""A worker killed while it matches people: another takes over, and there is one plan."""

from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.jobs import Job
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.accounts.queries import actor_of
from hackathon.people.inbox.models import Notice
from hackathon.teams.matching.commands import ask_for_plan
from hackathon.teams.matching.models import MatchingPlace, MatchingRun
from hackathon.teams.matching.queries import SOLVE
from hackathon.teams.matching.rules import Asked
from hackathon.teams.wishes.models import ChoiceList, TogetherWish
from tests.clocks import FAR_OFF, NOON
from tests.factories import make_account, make_challenge, make_event
from tests.factories.matching import make_alone
from tests.running.conftest import Place
from tests.running.programs import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
"""The programs go by the true time."""
MANY = 120
"""So many people that the solver is still at it when its worker is killed."""


def arrange(session: Session, event: Event) -> None:
    """Let many people wish for what cannot be had by all, and for each other."""
    challenges: list[Challenge] = [make_challenge(session, event, max_teams=2) for _each in range(30)]
    people = make_alone(session, event, *(f"P{each}" for each in range(MANY)))
    for at, person in enumerate(people):
        chosen = [challenges[at * step % 7].id for step in (1, 2, 3)]
        choices = list(dict.fromkeys(chosen))
        session.add(ChoiceList(event_id=event.id, account_id=person.id, challenge_ids=choices, ranked_at=NOON))
        if at % 5 == 0:
            other = people[(at + 31) % MANY].id
            session.add(TogetherWish(event_id=event.id, account_id=person.id, other_id=other, wished_at=NOON))
    session.commit()


def test_worker_killed_while_it_matches_is_followed_by_one_that_proposes_the_plan_once(place: Place) -> None:
    with place.toolbox.new_session() as session:
        organizer = make_account(session, "Olga")
        # These programs go by the real clock, by which nobody is to be reminded of anything.
        open_long = partial(make_event, session, forming_closes_at=FAR_OFF, running_closes_at=FAR_OFF)
        event = open_long(organizer=organizer, team_min=3, team_max=6)
        arrange(session, event)
        organizer_id, event_id = organizer.id, event.id
        actor = actor_of(session, organizer_id, place.toolbox.contributions)
    assert actor is not None
    with place.toolbox.working(actor) as work:
        run_id = ask_for_plan(work, event_id, Asked(time_limit=60)).id
    place.start("schedule")
    first = place.start("worker")
    progress = select(Job.progress).where(Job.name == SOLVE)
    until(lambda: place.look(lambda session: session.scalar(progress)), why="the solver told nothing")

    first.kill()
    state = select(MatchingRun.state).where(MatchingRun.id == run_id)
    interrupted = place.look(lambda session: session.scalar(state))
    place.start("worker")

    until(lambda: place.look(lambda session: session.scalar(state)) == "PROPOSED", seconds=250)
    places, told = select(func.count()).select_from(MatchingPlace), select(func.count()).select_from(Notice)
    assert interrupted == "ASKED"
    assert place.look(lambda session: (session.scalar(places), session.scalar(told))) == (MANY, 1)
    until(lambda: place.look(lambda session: session.scalar(select(Job.done_at).where(Job.name == SOLVE))))
    assert place.look(lambda session: session.scalar(select(Job.attempts).where(Job.name == SOLVE))) == 2
