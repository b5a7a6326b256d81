"""The story: steps in the order of their moments, each acted by somebody at its own time, in one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.jobs import JobQueue
from hackathon.core.work import Work
from hackathon.people.accounts.queries import actor_of
from hackathon.toolbox import Toolbox

PLATFORM = "demo"
SETTLING = timedelta(seconds=1)
"""How long after a step its effects take place."""
TOGETHER = timedelta(minutes=2)
"""What happens within so short a time takes its effects together, which makes the story quicker to tell."""


class StoryClock:
    """The time in the story, which only goes forward."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def __call__(self) -> datetime:
        return self._at

    def go_to(self, at: datetime) -> None:
        """Let time pass until a moment; one that is over already changes nothing."""
        self._at = max(self._at, at)


class Bell(JobQueue):
    """The poke inside a story: it wakes no worker, it only says that there is something to do."""

    def __init__(self) -> None:
        super().__init__(None)
        self.has_rung = False

    def poke(self, what: str, *ids: int) -> bool:
        """Remember that something waits."""
        self.has_rung = True
        return True


@dataclass(frozen=True)
class OneTransaction(Toolbox):
    """An installation whose sessions all work inside one transaction: the world appears whole or not at all."""

    connection: Connection = field(kw_only=True)

    def new_session(self) -> Session:
        """Open a session whose commits are savepoints of the one transaction."""
        return Session(self.connection, join_transaction_mode="create_savepoint", info=super().new_session().info)


@dataclass
class World:
    """What has come to exist so far: the ids behind the names that the script uses."""

    toolbox: Toolbox
    clock: StoryClock
    bell: Bell
    ids: dict[tuple[str, ...], int] = field(default_factory=dict)

    @classmethod
    def inside(cls, toolbox: Toolbox, connection: Connection, begins: datetime) -> "World":
        """Begin an empty world on a transaction."""
        clock, bell = StoryClock(begins), Bell()
        inner = OneTransaction(
            toolbox.settings,
            toolbox.engine,
            toolbox.contributions,
            bell,
            toolbox.storage,
            clock,
            connection=connection,
        )
        return cls(inner, clock, bell)

    def id(self, *name: str) -> int:
        """Return the id of something the script names."""
        return self.ids[name]

    def id_or_none(self, *name: str) -> int | None:
        """Return the id, None where the script leaves the name empty."""
        return self.ids[name] if name[-1] else None

    @contextmanager
    def acting(self, who: str) -> Iterator[Work]:
        """Open a unit of work for somebody of the script, with the roles they hold at that time."""
        with self.toolbox.working(self._actor(who)) as work:
            yield work

    def settle(self) -> None:
        """Do what the platform has to do by now, if there is anything."""
        if self.bell.has_rung:
            self.bell.has_rung = False
            self.toolbox.catch_up()

    def _actor(self, who: str) -> Actor:
        if who == PLATFORM:
            return system(PLATFORM)
        with self.toolbox.new_session() as session:
            found = actor_of(session, self.id("person", who), self.toolbox.contributions)
        if found is None:
            raise LookupError(f"{who} cannot act")
        return found


Scene = Callable[[World], None]


@dataclass(frozen=True, order=True)
class Step:
    """Something that happens at a moment; of two at the same moment, the one planned first comes first."""

    at: datetime
    order: int
    scene: Scene = field(compare=False)


class Story:
    """Collects steps in any order, then lets them happen in theirs."""

    def __init__(self) -> None:
        self._steps: list[Step] = []

    def plan(self, at: datetime, scene: Scene) -> None:
        """Let a scene happen at a moment."""
        self._steps.append(Step(at, len(self._steps), scene))

    @property
    def begins(self) -> datetime:
        """When the first step happens."""
        return min(self._steps).at

    def tell(self, world: World, *, until: datetime) -> None:
        """Play what happens until a moment, and what the platform does about it."""
        steps = [step for step in sorted(self._steps) if step.at <= until]
        waiting_since = self.begins
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            if step.at - waiting_since >= TOGETHER:
                waiting_since = step.at
            world.clock.go_to(step.at)
            step.scene(world)
            if following is None or following.at - waiting_since >= TOGETHER:
                world.clock.go_to(min(step.at + SETTLING, until))
                world.settle()
