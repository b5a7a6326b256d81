"""Every (state, action, role) through the commands: only what stands in the reviewed table succeeds."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Refusal
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.commands import accept_offer, decline_offer, expire_offer, offer_again
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import EXPIRING
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.commands import resume_case, retire_case, suspend_case
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.gates.commands import advance_case
from hackathon.promotion.nominations.commands import Answers, renominate_case, screen_case
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case, make_evidence, make_finished_project, make_offer
from tests.factories.saving import saved

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
CARRIED = ("ADOPTED", "BUILDING", "PILOT", "LIVE")
PUTS_FORWARD = ("captain", "member", "judge", "organizer", "owner", "asked", "steward", "nominator")
STEERS = ("owner", "steward")

TABLE: dict[str, dict[str, tuple[str, ...]]] = {
    "pass": {"NOMINATED": ("steward",)},
    "decline": {"NOMINATED": ("steward",), "SCREENED": ("steward",)},
    "renominate": dict.fromkeys(("DECLINED", "PARKED", "WAITING"), PUTS_FORWARD),
    "offer": dict.fromkeys(("SCREENED", "SELECTED", "OFFERED", "PARKED", "WAITING"), ("steward",)),
    "adopt": {"OFFERED": ("asked",)},
    "refuse": {"OFFERED": ("asked",)},
    "expire": {"OFFERED": ("clock",)},
    "build": {"ADOPTED": STEERS},
    "pilot": {"BUILDING": STEERS},
    "go_live": {"PILOT": STEERS},
    "suspend": dict.fromkeys(CARRIED, STEERS),
    "resume": {"SUSPENDED": STEERS},
    "retire": dict.fromkeys((*CARRIED, "SUSPENDED"), STEERS),
}
"""action → state → who may. `steward` is outside, `nominator` is a steward who asked for it, `asked` has the offer."""


class UndoneError(Exception):
    """Takes back what a command did, so that the next one finds the same world."""

    def __init__(self, *, changed: bool) -> None:
        super().__init__()
        self.changed = changed


@dataclass
class World:
    """One use case with everybody around it."""

    case_id: int
    offer_id: int
    next_owner_id: int
    people: dict[str, Actor]


@pytest.fixture
def world(session: Session, actor: Callable[[Account], Actor]) -> World:
    done = make_finished_project(session)
    nominator = make_account(session, "Rita", "steward")
    asked = make_account(session, "Asked", "product_owner")
    steward = make_account(session, "Stella", "steward")
    case = make_case(session, done, "ADOPTED", nominated_by=nominator.id, screened_by=steward.id)
    for gate, requirements in (
        ("build", "plan data"),
        ("pilot", "test users check"),
        ("go_live", "reading contact security"),
    ):
        for requirement in requirements.split():
            make_evidence(session, case, requirement, done.captain, gate=gate, is_accepted=True, answered_at=LONG_AGO)
    people = {
        "captain": done.captain,
        "member": done.member,
        "judge": done.judge,
        "organizer": done.organizer,
        "owner": done.owner,
        "asked": asked,
        "steward": steward,
        "nominator": nominator,
        "host": make_account(session, "Hana", "host"),
        "admin": make_account(session, "Ada", "admin"),
        "auditor": make_account(session, "Aud", "auditor"),
        "unassigned": make_account(session, "Uwe"),
    }
    offer = make_offer(session, case, asked, expires_at=LONG_AGO.replace(year=2030))
    return World(
        case.id,
        offer.id,
        make_account(session, "Next", "product_owner").id,
        {who: actor(person) for who, person in people.items()} | {"clock": system(EXPIRING)},
    )


def perform(work: Work, world: World, action: str) -> None:
    """Do one action of the flow the way its page does."""
    case_id, owner_id = world.case_id, world.next_owner_id
    commands: dict[str, Callable[[], object]] = {
        "pass": lambda: screen_case(work, case_id, Answers(True, True, True)),
        "decline": lambda: screen_case(work, case_id, Answers(True, False, True, "No data.", "Data.")),
        "renominate": lambda: renominate_case(work, case_id, "It is different now."),
        "offer": lambda: offer_again(work, case_id, owner_id),
        "adopt": lambda: accept_offer(work, case_id, Signature("minutes", "none needed", work.actor.name)),
        "refuse": lambda: decline_offer(work, case_id, "No people."),
        "expire": lambda: expire_in_time(work, world.offer_id),
        "suspend": lambda: suspend_case(work, case_id, "Waiting for a system."),
        "resume": lambda: resume_case(work, case_id),
        "retire": lambda: retire_case(work, case_id, "Replaced."),
    }
    commands.get(action, lambda: advance_case(work, case_id, action))()


def expire_in_time(work: Work, offer_id: int) -> None:
    """Let an offer end now."""
    work.get(Offer, offer_id).expires_at = work.now
    expire_offer(work, offer_id)


def take_back(*, changed: bool) -> None:
    """End the unit of work without keeping anything."""
    raise UndoneError(changed=changed)


def succeeds(working: Working, world: World, action: str, who: str) -> bool:
    """Tell whether the action worked, and leave the world as it was."""
    try:
        with working(world.people[who]) as work:
            before = work.get(UseCase, world.case_id).version
            perform(work, world, action)
            take_back(changed=work.get(UseCase, world.case_id).version != before)
    except UndoneError as undone:
        return undone.changed
    except Refusal:
        return False
    raise AssertionError


@pytest.mark.parametrize("state", list(CaseState))
def test_case_moves_only_as_the_table_says(session: Session, working: Working, world: World, state: str) -> None:
    arrange(session, world, state)

    able = {action: {who for who in world.people if succeeds(working, world, action, who)} for action in TABLE}

    assert able == {action: set(states.get(state, ())) for action, states in TABLE.items()}


def arrange(session: Session, world: World, state: str) -> None:
    """Put the case into the state, as it would be in it: an offer is open while it is on offer, and only then."""
    case = session.get_one(UseCase, world.case_id)
    case.state, case.resumes_in = state, "PILOT" if state == "SUSPENDED" else None
    offer = session.scalars(select(Offer)).one()
    offer.state = "OPEN" if state == "OFFERED" else "DECLINED"
    saved(session, case)
