"""The reviewed table of who succeeds with what: whatever it does not list must refuse and change nothing."""

import csv
from collections.abc import Collection, Mapping
from pathlib import Path

from tests.promotion.triples.world import EVERYBODY, ROLES

TABLE = Path(__file__).parent / "expected.tsv"
HEAD = ["thing", "state", "action", "who"]
Triple = tuple[str, str, str]


def expected() -> dict[Triple, set[str]]:
    """Read who succeeds: by thing, its state, and action. Nobody does where there is no row."""
    if not TABLE.exists():
        return {}
    with TABLE.open(newline="") as lines:
        return {(row[0], row[1], row[2]): set(row[3].split()) for row in list(csv.reader(lines, delimiter="\t"))[1:]}


def listed(thing: str, state: str, actions: Collection[str]) -> dict[str, set[str]]:
    """Return who succeeds with these actions."""
    table = expected()
    return {action: table.get((thing, state, action), set()) for action in actions}


def sample() -> dict[tuple[str, str], dict[str, str]]:
    """Choose few things and states in which each act succeeds once, with somebody who does it."""
    plain = {triple: next((who for who in EVERYBODY if who in able), "") for triple, able in sorted(expected().items())}
    states: dict[tuple[str, str], dict[str, str]] = {}
    for (thing, state, action), who in plain.items():
        if who:
            states.setdefault((thing, state), {})[action] = who
    chosen, done = {}, set()
    for (thing, state), able in sorted(states.items(), key=lambda each: -len(each[1])):
        news = {action: who for action, who in able.items() if (thing, action) not in done}
        if news:
            chosen[thing, state] = news
            done |= {(thing, action) for action in news}
    return chosen


def write(thing: str, state: str, able: Mapping[str, Collection[str]]) -> None:
    """Put what was found for a thing in a state in place of what was there."""
    table = {triple: who for triple, who in expected().items() if triple[:2] != (thing, state)}
    table |= {(thing, state, action): set(who) for action, who in able.items() if who}
    rows = [[*triple, " ".join(sorted(who, key=ROLES.index))] for triple, who in sorted(table.items())]
    with TABLE.open("w", newline="") as lines:
        csv.writer(lines, delimiter="\t", lineterminator="\n").writerows([HEAD, *rows])
