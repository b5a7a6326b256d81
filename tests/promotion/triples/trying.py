"""Lets everybody try everything with one thing, and tells who did something by it."""

from collections.abc import Callable, Collection, Mapping
from functools import partial
from itertools import product

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from tests.promotion.triples.acting import Action
from tests.promotion.triples.states import STATES
from tests.promotion.triples.world import (
    CIRCUMSTANCES,
    ROLES,
    World,
    come_about,
    happened,
    role_of,
    rows,
    taken_back,
)

Attempt = Callable[[str, Action], None]
THINGS = [(thing, state) for thing, states in STATES.items() for state in states]


def nothing() -> None:
    """Prepare nothing."""


def who_succeeds(
    session: Session,
    connection: Connection,
    world: World,
    actions: Mapping[str, Action],
    attempt: Attempt,
    *,
    prepare: Callable[[], None] = nothing,
) -> dict[str, set[str]]:
    """Let everybody try everything under each circumstance, one after the other: slow, and tells who succeeds."""
    able: dict[str, set[str]] = {name: set() for name in actions}
    for circumstance, people in CIRCUMSTANCES.items():
        with taken_back(session, connection):
            come_about(session, world, circumstance)
            prepare()
            for who, (name, action) in product(people, actions.items()):
                if _succeeds(session, connection, partial(attempt, who, action)):
                    able[name].add(role_of(who, circumstance))
    return able


def differences(
    session: Session,
    connection: Connection,
    world: World,
    actions: Mapping[str, Action],
    listed: Mapping[str, Collection[str]],
    attempt: Attempt,
    *,
    refused: Collection[str] = ROLES,
    circumstances: Mapping[str, Collection[str]] = CIRCUMSTANCES,
    prepare: Callable[[], None] = nothing,
) -> list[str]:
    """List who does not succeed though listed, and whether anything changed by what others among `refused` tried."""
    found: list[str] = []
    for circumstance, people in circumstances.items():
        with taken_back(session, connection):
            come_about(session, world, circumstance)
            prepare()
            before = rows(connection)
            for who, (name, action) in product(people, actions.items()):
                role = role_of(who, circumstance)
                if role not in listed[name]:
                    if role in refused:
                        attempt(who, action)
                elif not _succeeds(session, connection, partial(attempt, who, action)):
                    found.append(f"{role} cannot {name}")
            session.rollback()
            after = rows(connection)
            found += [f"{table} changed under {circumstance}" for table in before if before[table] != after[table]]
    return found


def _succeeds(session: Session, connection: Connection, attempt: Callable[[], None]) -> bool:
    """Tell whether an attempt did something, and take it back."""
    with taken_back(session, connection):
        known = happened(connection)
        attempt()
        session.rollback()  # what it only read with
        return happened(connection) != known
