"""Every (state, role, action) of nomination, use case, offer and round by command, against the reviewed table.

`expected.tsv` lists who succeeds. To accept a change, run this once with `HACKATHON_WRITE_TRIPLES=1` and read the
difference as a reviewer.
"""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

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
from tests.promotion.triples.trying import THINGS, differences, who_succeeds
from tests.promotion.triples.world import EVERYBODY, World, make_world

Answer = TypeVar("Answer")
QUICK = {"project", "offer", "round", "team"}
"""Things with few states; the others' hundreds of thousands of tries are left to the slow tests."""
SLOWLY = [pytest.param(*each, marks=() if each[0] in QUICK else pytest.mark.slow) for each in THINGS]
SAMPLE = sample()
"""Enough for the other database: each act once with somebody who may, and with somebody who may not."""


@dataclass(frozen=True)
class Trial:
    """Tries commands as everybody, in one database."""

    session: Session
    connection: Connection
    jobs: JobContext
    load: Callable[[Account], Actor]
    working: Callable[[Actor], AbstractContextManager[Work]]

    def world(self, thing: str, state: str) -> World:
        """Make a world in which a thing is in a state."""
        return STATES[thing][state](self.jobs, make_world(self.session))

    def ask(self, question: Callable[..., Answer], world: World, *given: object, **more: object) -> Answer:
        """Ask one of `differences` and `who_succeeds`, who is loaded anew in each circumstance."""
        load = cache(self.load)

        def attempt(who: str, action: Action) -> None:
            acting = world.actor(who, load, action.reason)
            if acting:
                with suppress(Refusal), self.working(acting) as work:
                    action.command(work, world.named)

        return question(self.session, self.connection, world, *given, attempt=attempt, prepare=load.cache_clear, **more)


@pytest.fixture
def trial(
    session: Session,
    connection: Connection,
    jobs: JobContext,
    actor: Callable[[Account], Actor],
    working: Callable[[Actor], AbstractContextManager[Work]],
) -> Trial:
    return Trial(session, connection, jobs, actor, working)


@pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")
@pytest.mark.parametrize(("thing", "state"), SLOWLY)
def test_a_command_succeeds_only_for_those_listed(trial: Trial, thing: str, state: str) -> None:
    world, actions = trial.world(thing, state), ACTIONS[thing]
    if os.environ.get("HACKATHON_WRITE_TRIPLES"):
        write(thing, state, trial.ask(who_succeeds, world, actions))

    found = trial.ask(differences, world, actions, listed(thing, state, actions))

    assert found == []


@pytest.mark.parametrize("database_name", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize(("thing", "state"), SAMPLE)
def test_each_command_is_once_allowed_and_once_refused_by_the_other_database(
    trial: Trial, thing: str, state: str
) -> None:
    chosen = SAMPLE[thing, state]
    actions, allowed = {name: ACTIONS[thing][name] for name in chosen}, {name: {who} for name, who in chosen.items()}

    found = trial.ask(
        differences,
        trial.world(thing, state),
        actions,
        allowed,
        refused={"unassigned"},
        circumstances={"": EVERYBODY},
    )

    assert found == []
