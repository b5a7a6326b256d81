"""Who may see, ask, change and decide on questions; one question and a list of them must agree."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.events.challenges import policy
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from tests.clocks import NOON
from tests.factories import make_account, make_challenge, make_event, make_registration

Acting = Callable[[Account], Actor]
EVERYBODY = {"employee", "participant", "host", "organizer", "judge", "poser"}
SEEN = {
    ("PUBLISHED", "ACCEPTED"): EVERYBODY,
    ("PUBLISHED", "PROPOSED"): EVERYBODY,
    ("PUBLISHED", "MERGED"): EVERYBODY,
    ("PUBLISHED", "DECLINED"): {"poser", "organizer"},
    ("DRAFT", "ACCEPTED"): {"host", "organizer"},
    ("DRAFT", "PROPOSED"): {"host", "organizer"},
    ("DRAFT", "MERGED"): {"host", "organizer"},
    ("DRAFT", "DECLINED"): {"organizer"},
}


def people_around(session: Session, phase: str = "challenges", state: str = "PUBLISHED") -> dict[str, Account]:
    """Make an event (the only one) with somebody in each role."""
    people = {name: make_account(session) for name in EVERYBODY - {"host"}}
    people["host"] = make_account(session, "", "host")
    event = make_event(session, phase, organizer=people["organizer"], judges=(people["judge"],), state=state)
    make_registration(session, event, people["participant"])
    return people


def only_event(session: Session) -> Event:
    return session.scalars(select(Event)).one()


@pytest.mark.parametrize(("event_state", "state"), SEEN)
def test_can_see_and_visible_to_agree_for_every_role(
    session: Session, actor: Acting, event_state: str, state: str
) -> None:
    people = people_around(session, state=event_state)
    event = only_event(session)
    challenge = make_challenge(session, event, poser=people["poser"], state=state)
    actors = {name: actor(account) for name, account in people.items()} | {"stranger": STRANGER}

    single = {name for name, who in actors.items() if policy.can_see(who, challenge, event)}
    listed = {
        name
        for name, who in actors.items()
        if session.scalars(select(Challenge.id).join(Event).where(policy.visible_to(who))).all()
    }

    assert single == listed == SEEN[event_state, state]


@pytest.mark.parametrize(
    ("phase", "state", "expected"),
    [
        ("challenges", "PUBLISHED", EVERYBODY),
        ("", "PUBLISHED", {"organizer"}),
        ("forming", "PUBLISHED", {"organizer"}),
        ("challenges", "DRAFT", {"organizer"}),
        ("challenges", "RELEASED", set()),
        ("challenges", "CANCELLED", set()),
    ],
)
def test_can_pose_is_everybodys_while_questions_are_collected(
    session: Session, actor: Acting, phase: str, state: str, expected: set[str]
) -> None:
    people = people_around(session, phase, state)
    event = only_event(session)

    assert {n for n, account in people.items() if policy.can_pose(actor(account), event, at=NOON)} == expected


def test_can_pose_is_no_strangers(session: Session) -> None:
    people_around(session)

    assert not policy.can_pose(STRANGER, only_event(session), at=NOON)


@pytest.mark.parametrize(
    ("phase", "state", "expected"),
    [
        ("forming", "PUBLISHED", {"poser", "organizer"}),
        ("running", "PUBLISHED", {"organizer"}),
        ("over", "RELEASED", set()),
    ],
)
def test_can_change_is_the_posers_until_building_begins(
    session: Session, actor: Acting, phase: str, state: str, expected: set[str]
) -> None:
    people = people_around(session, phase, state)
    event = only_event(session)
    challenge = make_challenge(session, event, poser=people["poser"])

    may = {n for n, account in people.items() if policy.can_change(actor(account), challenge, event, at=NOON)}

    assert may == expected


@pytest.mark.parametrize("can", [policy.can_decide, policy.can_pose_for_others])
@pytest.mark.parametrize(("state", "expected"), [("PUBLISHED", {"organizer"}), ("RELEASED", set[str]())])
def test_can_decide_is_the_organizers_until_results_are_out(
    session: Session, actor: Acting, can: Callable[[Actor, Event], object], state: str, expected: set[str]
) -> None:
    people = people_around(session, state=state)
    event = only_event(session)

    assert {name for name, account in people.items() if can(actor(account), event)} == expected


def test_states_cover_the_matrix() -> None:
    assert {state for _event_state, state in SEEN} == set(ChallengeState)
