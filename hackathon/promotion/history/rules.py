"""How the life of use cases is read from facts: where they stand, how long they stayed, and how long an answer took.

The same functions read the facts of the database and the lines of an exported record. An *attempt* begins with a
nomination, so a use case that is nominated again has two. It is answered once: with yes when it is first selected or
offered, with no when it is first declined, parked or merged. Where a use case has to be decided anew because its path
became longer, the attempt goes on, and only what comes after counts. Days are counted from the nomination to the
moment of the answer; the middle of several is in whole days (`funnel.rules.middle_of`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from hackathon.core.facts import KINDS
from hackathon.promotion.cases.facts import BACK, CaseFact
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.nominations.facts import CaseNominated, CaseRenominated

_S = CaseState
BEGINNINGS = frozenset({CaseNominated.kind, CaseRenominated.kind})
STEPS = (_S.NOMINATED, _S.SCREENED, _S.SELECTED, _S.OFFERED, _S.ADOPTED, _S.BUILDING, _S.PILOT, _S.LIVE)
YES = frozenset({_S.SELECTED, _S.OFFERED})
NO = frozenset({_S.DECLINED, _S.PARKED, _S.MERGED})
MOVING = frozenset({_S.NOMINATED, _S.SCREENED, _S.SELECTED, _S.WAITING, _S.OFFERED, *STEPS[4:7], _S.SUSPENDED})
"""The states in which a use case waits for somebody, and can therefore be stalled."""
FEWEST = 8
"""Below so many past stays, none says what is long."""
_A_DAY = timedelta(days=1)


class Moved(NamedTuple):
    """That a use case came to a state, or goes along a path from now on; empty is what stays as it was."""

    case_id: int
    at: datetime
    state: str
    path: str = ""
    code: str = ""
    begins: bool = False


class Answer(NamedTuple):
    """How an attempt was answered, and after how many days."""

    is_yes: bool
    days: float


@dataclass
class Attempt:
    """The way of a use case from a nomination on: when it first came to each state, in order, why it was declined."""

    case_id: int
    begun_at: datetime
    path: str
    reached: dict[str, datetime] = field(default_factory=dict)
    code: str = ""

    @property
    def answer(self) -> Answer | None:
        """Whether it was answered with yes, and after how many days; None where it is not answered yet."""
        at = next((state for state in self.reached if state in YES | NO), None)
        return None if at is None else Answer(at in YES, (self.reached[at] - self.begun_at) / _A_DAY)

    def days_since_step_before(self, step: str) -> float | None:
        """Return how long it took from the last step before this one that it came through."""
        if step not in self.reached:
            return None
        before = [self.reached[each] for each in STEPS[: STEPS.index(CaseState(step))] if each in self.reached]
        return max(0.0, (self.reached[step] - before[-1]) / _A_DAY) if before else None


class Standing(NamedTuple):
    """Where a use case stands, since when, and along which path."""

    state: str
    since: datetime
    path: str


@dataclass(frozen=True)
class History:
    """All attempts in the order they began, how long past stays in each state took, and where every use case stands."""

    attempts: Sequence[Attempt]
    stays: Mapping[str, Sequence[timedelta]]
    standing: Mapping[int, Standing]


def moved_of(kind: str, case_id: int, at: datetime, payload: Mapping[str, Any]) -> Moved | None:
    """Read what a fact says about the way of a use case; None where it says nothing."""
    fact = KINDS.get(kind)
    if fact is None or not issubclass(fact, CaseFact):
        return None
    path = str(payload.get("path", ""))
    if not (fact.leads_to or path):
        return None
    return Moved(case_id, at, fact.leads_to, path, str(payload.get("code", "")), begins=kind in BEGINNINGS)


def telling_kinds() -> tuple[list[str], list[str]]:
    """List the kinds of facts that say something about the way of a use case, and those whose payload does."""
    facts = {kind: fact for kind, fact in KINDS.items() if issubclass(fact, CaseFact)}
    read = [kind for kind, fact in facts.items() if {"path", "code"} & fact.__dataclass_fields__.keys()]
    return sorted({*read, *(kind for kind, fact in facts.items() if fact.leads_to)}), sorted(read)


def history_of(moves: Iterable[Moved]) -> History:
    """Replay what happened, in the order of the facts."""
    cases: dict[int, _Replay] = {}
    attempts: list[Attempt] = []
    stays: dict[str, list[timedelta]] = {}
    for moved in moves:
        replay = cases.setdefault(moved.case_id, _Replay())
        replay.path = moved.path or replay.path
        if moved.begins:
            attempts.append(Attempt(moved.case_id, moved.at, replay.path))
            replay.attempt = attempts[-1]
        if moved.state:
            _move(replay, moved, stays)
        if replay.attempt is not None:
            replay.attempt.path = replay.path
    standing = {case_id: Standing(each.state, each.since, each.path) for case_id, each in cases.items() if each.since}
    return History(attempts, stays, standing)


@dataclass
class _Replay:
    """Where one use case stands while facts are replayed."""

    state: str = ""
    since: datetime | None = None
    resumes_in: str = ""
    path: str = CasePath.STANDARD
    attempt: Attempt | None = None


def _move(replay: _Replay, moved: Moved, stays: dict[str, list[timedelta]]) -> None:
    # What passes through a state at once, as a light use case through SCREENED, does not stay in it.
    if replay.since is not None and moved.at > replay.since:
        stays.setdefault(replay.state, []).append(moved.at - replay.since)
    state = replay.resumes_in if moved.state == BACK else moved.state
    replay.resumes_in = replay.state if state == _S.SUSPENDED else ""
    replay.state, replay.since = state, moved.at
    if replay.attempt is not None:
        _reach(replay.attempt, state, moved)


def _reach(attempt: Attempt, state: str, moved: Moved) -> None:
    if state == _S.NOMINATED and not moved.begins:
        attempt.reached, attempt.code = {}, ""
    attempt.reached.setdefault(state, attempt.begun_at if state == _S.NOMINATED else moved.at)
    if state == _S.DECLINED:
        attempt.code = attempt.code or moved.code


def bars_of(stays: Mapping[str, Sequence[timedelta]], share: int) -> dict[str, timedelta]:
    """Return for each state the stay that `share` percent of the past ones did not exceed, where there were enough."""
    return {
        state: sorted(past)[-(-len(past) * share // 100) - 1]
        for state, past in stays.items()
        if state in MOVING and len(past) >= FEWEST
    }


def is_stalled(state: str, since: datetime, now: datetime, bars: Mapping[str, timedelta]) -> bool:
    """Tell whether a use case stands in its state longer than the bar; nothing is where there is none."""
    return state in bars and now - since > bars[state]
