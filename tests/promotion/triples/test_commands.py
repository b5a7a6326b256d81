"""Every (state, role, action) of nomination, use case, offer and round by command, against the reviewed table.

`expected.tsv` lists who succeeds. To accept a change, run this once with `HACKATHON_WRITE_TRIPLES=1` and read the
difference as a reviewer.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from functools import cache

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Refusal
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from tests.promotion.triples.acting import Action
from tests.promotion.triples.actions import ACTIONS
from tests.promotion.triples.states import STATES
from tests.promotion.triples.table import listed, sample, write
from tests.promotion.triples.trying import THINGS, Attempt, differences, who_succeeds
from tests.promotion.triples.world import EVERYBODY, World, make_world

QUICK = {"project", "offer", "round", "team"}
"""Things with few states; the others' hundreds of thousands of tries are left to the slow tests."""
SLOWLY = [pytest.param(*each, marks=() if each[0] in QUICK else pytest.mark.slow) for each in THINGS]
SAMPLE = sample()
"""Enough for the other database: each act once with somebody who may, and with somebody who may not."""


@pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize(("thing", "state"), SLOWLY)
def test_a_command_succeeds_only_for_those_listed(
    session: Session,
    connection: Connection,
    jobs: JobContext,
    working: Callable[[Actor], AbstractContextManager[Work]],
    actor: Callable[[Account], Actor],
    thing: str,
    state: str,
) -> None:
    world = STATES[thing][state](jobs, make_world(session))
    load = cache(actor)
    attempt, actions = _attempting(world, load, working), ACTIONS[thing]
    if os.environ.get("HACKATHON_WRITE_TRIPLES"):
        write(thing, state, who_succeeds(session, connection, world, actions, attempt, prepare=load.cache_clear))
    found = differences(
        session,
        connection,
        world,
        actions,
        listed(thing, state, actions),
        attempt,
        prepare=load.cache_clear,
    )

    assert found == []


@pytest.mark.parametrize("database_name", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize(("thing", "state"), SAMPLE)
def test_each_command_is_once_allowed_and_once_refused_by_the_other_database(
    session: Session,
    connection: Connection,
    jobs: JobContext,
    working: Callable[[Actor], AbstractContextManager[Work]],
    actor: Callable[[Account], Actor],
    thing: str,
    state: str,
) -> None:
    world = STATES[thing][state](jobs, make_world(session))
    load = cache(actor)
    actions = {name: ACTIONS[thing][name] for name in SAMPLE[thing, state]}

    found = differences(
        session,
        connection,
        world,
        actions,
        {name: {who} for name, who in SAMPLE[thing, state].items()},
        _attempting(world, load, working),
        refused={"unassigned"},
        circumstances={"": EVERYBODY},
        prepare=load.cache_clear,
    )

    assert found == []


def _attempting(
    world: World, load: Callable[[Account], Actor], working: Callable[[Actor], AbstractContextManager[Work]]
) -> Attempt:
    def attempt(who: str, action: Action) -> None:
        acting = world.actor(who, load, action.reason)
        if acting:
            with suppress(Refusal), working(acting) as work:
                action.command(work, world.named)

    return attempt
