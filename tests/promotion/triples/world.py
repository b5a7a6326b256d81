"""Everybody who might try something, and a project, use case or round in each state it can be in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, NestedTransaction, func, select, update
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor, system
from hackathon.core.facts import FactRow
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile
from hackathon.promotion.cases.models import UseCase
from hackathon.schema import METADATA
from hackathon.teams.formation.models import TeamMember
from tests.factories import make_account, make_event
from tests.factories.events import give_event_role
from tests.factories.people import LONG_AGO
from tests.factories.promotion import Finished, make_finished_project

SITE_ROLES = {
    "admin": "admin",
    "auditor": "auditor",
    "host": "host",
    "steward": "steward",
    "screener": "steward",
    "chair": "steward",
    "other_owner": "product_owner",
    "next_owner": "product_owner",
    "sponsor": "sponsor",
    "scorer": "sponsor",
}
EVERYBODY = (
    "clock",
    "stranger",
    "unassigned",
    "admin",
    "auditor",
    "host",
    "organizer",
    "other_organizer",
    "judge",
    "requester",
    "captain",
    "member",
    "steward",
    "screener",
    "chair",
    "scorer",
    "owner",
    "other_owner",
    "deputy",
    "sponsor",
    "decider",
    "manager",
)
"""Who tries everything. `requester` nominated it as a judge; `owner` is proposed, is offered it and, later on, owns it;
`decider` was named for a must-pass question; `manager` is the captain's."""
CIRCUMSTANCES: dict[str, tuple[str, ...]] = {
    "": EVERYBODY,
    "who_asked": ("steward", "owner"),
    "in_team": ("steward", "owner"),
    "without_stewards": ("admin", "host", "organizer", "other_organizer", "requester", "captain", "member"),
    "deactivated": (
        "steward",
        "chair",
        "scorer",
        "decider",
        "manager",
        "host",
        "organizer",
        "captain",
        "owner",
        "deputy",
        "sponsor",
    ),
}
"""Under which circumstances who tries, too: a role of the table is `owner`, `owner_in_team`, `owner_deactivated`."""


@dataclass(frozen=True)
class World:
    """Who there is, and what addresses, forms and bodies name."""

    done: Finished
    people: dict[str, Account]
    named: dict[str, Any] = field(default_factory=dict)

    def actor(self, who: str, load: Callable[[Account], Actor], reason: str) -> Actor | None:
        """Return who acts, the clock for the one reason that it may have; nobody acts as a deactivated account."""
        if who == "clock":
            return system(reason or "nothing of promotion")
        if who not in self.people:
            return STRANGER
        return load(self.people[who]) if self.people[who].state == "ACTIVE" else None

    def with_case(self, case: UseCase, **more: Any) -> "World":
        """Let addresses, forms and bodies name this use case, and what belongs to it."""
        found = {"case_id": case.id, "number": case.number, "version": case.version}
        return replace(self, named=self.named | found | more)

    def filled(self, given: Any) -> Any:
        """Put the names of this world into an address, a form or a body."""
        if isinstance(given, dict):
            return {key: self.filled(value) for key, value in given.items()}
        if not isinstance(given, str):
            return given
        alone = given.removeprefix("{").removesuffix("}")
        return self.named[alone] if given == f"{{{alone}}}" else given.format(**self.named)


def role_of(who: str, circumstance: str) -> str:
    """Return how the table calls somebody under a circumstance."""
    return f"{who}_{circumstance}" if circumstance else who


ROLES = [role_of(who, circumstance) for circumstance, people in CIRCUMSTANCES.items() for who in people]


def make_world(session: Session) -> World:
    """Make everybody, and a project that was handed in at a released event."""
    people = {who: make_account(session, who.title(), role) for who, role in SITE_ROLES.items()}
    done = make_finished_project(session, owner=make_account(session, "Owner", "product_owner"))
    people |= {who: getattr(done, who) for who in ("organizer", "judge", "captain", "member", "owner")}
    people |= {
        who: make_account(session, who.title())
        for who in ("unassigned", "requester", "other_organizer", "deputy", "decider", "manager")
    }
    give_event_role(session, done.event, people["requester"], "judge")
    make_event(session, "over", organizer=people["other_organizer"], state="RELEASED")
    session.get_one(Profile, done.captain.id).manager_id = people["manager"].id
    for who, unit in (("screener", "Works"), ("sponsor", "Audit")):
        session.get_one(Profile, people[who].id).unit = unit
    session.commit()
    named: dict[str, Any] = {who: account.id for who, account in people.items()}
    named |= {f"{who}_name": account.display_name for who, account in people.items()}
    named |= {f"{who}_email": account.email for who, account in people.items()}
    return World(done, people, named | {"project_id": done.project.id, "version": 1})


def come_about(session: Session, world: World, circumstance: str) -> None:
    """Let a circumstance be."""
    arrange = {"who_asked": _ask, "in_team": _join, "without_stewards": _leave_stewards_out, "deactivated": _deactivate}
    if circumstance:
        arrange[circumstance](session, world)
        session.commit()


@contextmanager
def taken_back(session: Session, connection: Connection) -> Iterator[NestedTransaction]:
    """Take everything back that happens inside, unless it is committed there."""
    session.rollback()  # a savepoint of its own would end in the midst of this one
    savepoint = connection.begin_nested()
    yield savepoint
    session.rollback()
    if savepoint.is_active:
        savepoint.rollback()


def rows(connection: Connection) -> dict[str, list[Any]]:
    """Return everything that is written anywhere, to compare before with after."""
    tables = [table.name for table in METADATA.sorted_tables]
    return {table: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{table}"'))) for table in tables}  # noqa: S608 - our own names


def happened(connection: Connection) -> tuple[int, ...]:
    """Count what happened so far: every act is a fact, but for the reminders of the clock."""
    counts = (select(func.count()).select_from(model) for model in (FactRow, Notice))
    return tuple(connection.scalar(count) or 0 for count in counts)


def _ask(session: Session, world: World) -> None:
    asked = {"nominated_by": world.people["steward"].id, "renominated_by": world.people["owner"].id}
    session.execute(update(UseCase).values(asked))


def _join(session: Session, world: World) -> None:
    team, who = world.done.team, [world.people["steward"], world.people["owner"]]
    session.add_all(
        TeamMember(team_id=team.id, account_id=each.id, event_id=team.event_id, joined_at=LONG_AGO) for each in who
    )


def _leave_stewards_out(session: Session, world: World) -> None:
    for who in ("steward", "screener", "chair"):
        world.people[who].state = "DEACTIVATED"


def _deactivate(session: Session, world: World) -> None:
    for who in CIRCUMSTANCES["deactivated"]:
        world.people[who].state = "DEACTIVATED"
