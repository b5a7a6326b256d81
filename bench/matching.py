"""`make bench-matching`: how good and how fast teams are made, beside chance, first come and preferences alone."""

import csv
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic

import numpy as np
from scipy.optimize import linear_sum_assignment

from hackathon.placing.plans.rules import Figures, figures
from hackathon.placing.problems.rules import DOMAIN_EXPERT, Challenge, Person, Plan, PlannedTeam, Problem
from hackathon.placing.worth.rules import choice_points, clashing_pairs, parted_pairs

RESULTS = Path(__file__).parent / "matching.md"
COMMAND = Path(sys.executable).parent / "hackathon"
SIZES = (3, 6)
MOST_TEAMS = 2
SKILLS = [f"skill{number}" for number in range(12)]
"""The last of which nobody has."""
CRAFTS = ((DOMAIN_EXPERT, 30), ("data_scientist", 30), ("data_engineer", 15), ("software_engineer", 10))
OTHER_CRAFTS = ("designer", "other")
SKEW = 0.8
"""The challenge at place r is drawn in proportion to 1 / r ** SKEW."""
SEED = 1
TIME_LIMIT = 80

REPORT = f"""# Teams made by the solver, by preferences, by who comes first, and by chance

Generated people: 30 % domain experts, 45 % data people; 12 skills, each had by a quarter, one by nobody; five choices
each, skewed by popularity (1 / rank^{SKEW}); challenges want three skills and take {MOST_TEAMS} teams of
{SIZES[0]} to {SIZES[1]}. With wishes: a tenth as many pairs to keep together as people, and as many to keep apart.
`match` is the command; the others are what people do without it, within the same limits.

{{where}}; {{loads}}.
Seconds are those of the whole command, start and files included, beside those of a processor, which other work on the
machine lengthens less. Written by `make bench-matching`.

| people/challenges | by | teams | unplaced | role_ok | size_ok | top1 | top3 | skills | pairs kept | apart broken |
|---|---|---|---|---|---|---|---|---|---|---|
{{lines}}

| people/challenges | objective | bound | gap | stopped by | seconds | of a processor | goal | MB | goals |
|---|---|---|---|---|---|---|---|---|---|
{{goals}}
"""


@dataclass(frozen=True)
class Instance:
    """What is measured, and what is to be reached."""

    people: int
    challenges: int
    has_wishes: bool
    seconds: float
    top3: float | None = None

    @property
    def name(self) -> str:
        """How it is called in the table."""
        return f"{self.people}/{self.challenges}{' with wishes' if self.has_wishes else ''}"


INSTANCES = (
    Instance(40, 10, has_wishes=False, seconds=2),
    Instance(40, 10, has_wishes=True, seconds=2, top3=0.9),
    Instance(120, 30, has_wishes=False, seconds=2, top3=0.95),
    Instance(120, 30, has_wishes=True, seconds=2),
    Instance(300, 60, has_wishes=False, seconds=10),
    Instance(300, 60, has_wishes=True, seconds=10, top3=0.9),
    Instance(1000, 200, has_wishes=False, seconds=90),
    Instance(1000, 200, has_wishes=True, seconds=90),
)


@dataclass(frozen=True)
class Measured:
    """One way to make teams, and what came of it."""

    way: str
    figures: Figures
    kept: float | None
    clashes: int


@dataclass(frozen=True)
class Run:
    """One run of the command: what it said, how long it took from start to end, and what it needed for it."""

    said: Mapping[str, float | str | None]
    plan: Plan
    seconds: float
    of_processor: float
    megabytes: float


def generated(instance: Instance) -> Problem:
    """Make people and challenges as the instance says, always the same."""
    dice = Random(f"{instance.people}/{instance.challenges}")
    challenges = [
        Challenge(f"c{number:03}", frozenset(dice.sample(SKILLS, 3)), MOST_TEAMS)
        for number in range(instance.challenges)
    ]
    crafts = [craft for craft, share in CRAFTS for _ in range(round(instance.people * share / 100))]
    crafts += [OTHER_CRAFTS[number % 2] for number in range(instance.people - len(crafts))]
    dice.shuffle(crafts)
    people = tuple(_person(number, craft, challenges, dice) for number, craft in enumerate(crafts))
    pairs = list(zip(*[iter(dice.sample([person.key for person in people], instance.people))] * 2, strict=False))
    wishes = instance.people // 10 if instance.has_wishes else 0
    return Problem(
        people=people,
        challenges=tuple(challenges),
        together=frozenset(map(frozenset, pairs[:wishes])),
        apart=frozenset(map(frozenset, pairs[wishes : 2 * wishes])),
        min_size=SIZES[0],
        max_size=SIZES[1],
    )


def _person(number: int, craft: str, challenges: Sequence[Challenge], dice: Random) -> Person:
    weights = [1 / place**SKEW for place in range(1, len(challenges) + 1)]
    choices: dict[str, None] = {}
    while len(choices) < 5:  # noqa: PLR2004 - everybody ranks five
        choices[dice.choices(challenges, weights)[0].key] = None
    skills = {skill: 3 for skill in SKILLS[:-1] if dice.random() < 1 / 4}
    return Person(f"p{number:04}", craft, skills, tuple(choices), f"unit{dice.randrange(8)}")


def by_command(problem: Problem) -> Run:
    """Match with the command, its start and the reading of files included."""
    with tempfile.TemporaryDirectory() as folder:
        people, challenges, out = (Path(folder) / name for name in ("PEOPLE.csv", "CHALLENGES.csv", "TEAMS.csv"))
        _write_people(people, problem)
        rows = [(each.key, ";".join(sorted(each.skills)), each.max_teams) for each in problem.challenges]
        _write(challenges, ("challenge", "skills", "max_teams"), rows)
        sizes = ["--min-size", str(problem.min_size), "--max-size", str(problem.max_size)]
        options = [*sizes, "--seed", str(SEED), "--time-limit", str(TIME_LIMIT), "--out", str(out)]
        began = monotonic()
        started = subprocess.Popen([COMMAND, "match", people, challenges, *options], stdout=subprocess.PIPE)
        assert started.stdout is not None
        last = started.stdout.read().splitlines()[-1]
        _, status, used = os.wait4(started.pid, 0)
        seconds = monotonic() - began
        assert status == 0
        started.returncode = status
        return Run(
            json.loads(last), _read_plan(out, problem), seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        )


def _write_people(path: Path, problem: Problem) -> None:
    wishes: dict[str, dict[str, list[str]]] = {"with": defaultdict(list), "apart": defaultdict(list)}
    for column, pairs in (("with", problem.together), ("apart", problem.apart)):
        for first, second in map(sorted, pairs):
            wishes[column][first].append(second)
    rows = [
        (
            *(person.key, person.craft, ";".join(sorted(person.skills)), ";".join(person.choices)),
            *(";".join(sorted(wishes[column][person.key])) for column in ("with", "apart")),
            person.unit,
        )
        for person in problem.people
    ]
    _write(path, ("person", "role", "skills", "choices", "with", "apart", "unit"), rows)


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([head, *rows])


def _read_plan(path: Path, problem: Problem) -> Plan:
    teams: dict[tuple[str, str], list[str]] = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            teams[row["team"], row["challenge"]].append(row["person"])
    return _plan(problem, [(challenge, members) for (_, challenge), members in teams.items()])


def at_random(problem: Problem) -> Plan:
    """Draw lots for teams of the middle size and for their challenges."""
    dice = Random(SEED)
    people = dice.sample([person.key for person in problem.people], len(problem.people))
    number = -(-len(people) // ((problem.min_size + problem.max_size) // 2))
    slots = dice.sample([each.key for each in problem.challenges for _ in range(MOST_TEAMS)], number)
    return _plan(problem, [(slots[team], people[team::number]) for team in range(number)])


def first_come(problem: Problem) -> Plan:
    """Let people come one after the other and join what they rank highest of what has a place, else anything."""
    taken: dict[str, list[str]] = defaultdict(list)
    places = MOST_TEAMS * problem.max_size
    keys = [challenge.key for challenge in problem.challenges]
    for person in Random(SEED).sample(problem.people, len(problem.people)):
        choice = next((each for each in (*person.choices, *keys) if len(taken[each]) < places), None)
        if choice is not None:
            taken[choice].append(person.key)
    return _plan(problem, _cut(problem, taken))


def by_preference(problem: Problem) -> Plan:
    """Give as much of what was ranked as places allow, and look at nothing else."""
    keys = [each.key for each in problem.challenges for _ in range(MOST_TEAMS * problem.max_size)]
    challenges = {each.key: each for each in problem.challenges}
    worth = {
        (person.key, key): choice_points(person, challenges[key]) for person in problem.people for key in challenges
    }
    points = np.array([[worth[person.key, key] for key in keys] for person in problem.people])
    taken: dict[str, list[str]] = defaultdict(list)
    for person, slot in zip(*linear_sum_assignment(points, maximize=True), strict=True):
        taken[keys[slot]].append(problem.people[person].key)
    return _plan(problem, _cut(problem, taken))


def _cut(problem: Problem, taken: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Cut the people of a challenge into as few teams as hold them."""
    for challenge, people in taken.items():
        teams = -(-len(people) // problem.max_size)
        for team in range(teams):
            yield challenge, people[team::teams]


def _plan(problem: Problem, teams: Iterable[tuple[str, Sequence[str]]]) -> Plan:
    planned = tuple(PlannedTeam(str(n), key, tuple(sorted(people))) for n, (key, people) in enumerate(teams))
    placed = {key for team in planned for key in team.members}
    return Plan(planned, tuple(sorted({person.key for person in problem.people} - placed)))


def measured(way: str, problem: Problem, plan: Plan) -> Measured:
    """Measure a plan."""
    pairs = len(problem.together)
    kept = 1 - sum(1 for _ in parted_pairs(problem, plan)) / pairs if pairs else None
    return Measured(way, figures(problem, plan), kept, sum(1 for _ in clashing_pairs(problem, plan)))


def main() -> None:
    """Measure every instance and write it down."""
    load = os.getloadavg()[0]
    lines, goals = [], []
    for instance in INSTANCES:
        problem = generated(instance)
        run = by_command(problem)
        ways = [measured("match", problem, run.plan)]
        for way, plan in (("preferences", by_preference), ("first come", first_come), ("chance", at_random)):
            ways.append(measured(way, problem, plan(problem)))
        lines += [_line(instance, each) for each in ways]
        goals.append(_goal_line(instance, run, ways[0]))
        print(lines[-4], goals[-1], sep="\n", flush=True)
    RESULTS.write_text(_report(lines, goals, load))
    print(f"Written to {RESULTS}.")


def _line(instance: Instance, each: Measured) -> str:
    got = each.figures
    shares = [got.role_ok, got.size_ok, got.top1, got.top3, got.skill_cover, each.kept]
    cells = [instance.name, each.way, got.teams, got.unplaced, *map(_share, shares), each.clashes]
    return f"| {' | '.join(map(str, cells))} |"


def _share(share: float | None) -> str:
    return "" if share is None else f"{share:.2f}"


def _goal_line(instance: Instance, run: Run, got: Measured) -> str:
    bound, objective = run.said["bound"], run.said["objective"]
    gap = (bound - objective) / abs(bound) if bound else 0.0  # type: ignore[operator]
    met = {
        "every role": got.figures.role_ok == 1 and not got.figures.unplaced,
        "every size": got.figures.size_ok == 1,
        f"top 3 ≥ {instance.top3}": instance.top3 is None or (got.figures.top3 or 0) >= instance.top3,
        f"{instance.seconds:g} s": run.seconds <= instance.seconds,
        "gap ≤ 1 %": gap <= 0.01,  # noqa: PLR2004 - as it says
        "1 GB": run.megabytes <= 1024,  # noqa: PLR2004 - as it says
    }
    missed = [name for name, is_met in met.items() if not is_met]
    cells = [instance.name, objective, bound, f"{gap:.2%}", run.said["stopped_by"], f"{run.seconds:.1f}"]
    cells += [
        f"{run.of_processor:.1f}",
        f"{instance.seconds:g}",
        f"{run.megabytes:.0f}",
        "missed: " + ", ".join(missed) if missed else "met",
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _report(lines: Sequence[str], goals: Sequence[str], load: float) -> str:
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}, {datetime.now(UTC):%Y-%m-%d}"
    loads = f"load of the machine {load:.1f} before and {os.getloadavg()[0]:.1f} after"
    return REPORT.format(where=where, loads=loads, lines="\n".join(lines), goals="\n".join(goals))


if __name__ == "__main__":
    main()
