"""What a matching is about: whom it concerns, what of the event it stands on and whether that changed, and names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy, ngettext
from hackathon.placing.plans.rules import Reason, Unmet, unmet
from hackathon.placing.problems.rules import Plan, Problem
from hackathon.placing.worth.rules import FIRST_CHOICE, worth_of
from hackathon.teams.situation.rules import Scope

LONGEST_NAME = 80
LARGEST_SEED = 999_999
LONGEST_TIME = 300
"""Seconds that a matching may take at most; the solver stops by itself long before on all but the largest events."""


def team_names(titles: Sequence[str], taken: Collection[str]) -> list[str]:
    """Name new teams after their questions, numbered from the second on; without a question they are numbered alone."""
    used, names = {name.casefold() for name in taken}, []
    for title in titles:
        name = next(each for each in _candidates(title) if each.casefold() not in used)
        used.add(name.casefold())
        names.append(name)
    return names


def _candidates(title: str) -> Iterable[str]:
    number = 1
    if title:
        yield title[:LONGEST_NAME]
        number = 2
    while True:
        suffix = f" {number}"
        yield (title or _("Team"))[: LONGEST_NAME - len(suffix)].rstrip() + suffix
        number += 1


@dataclass(frozen=True)
class Asked:
    """How people are to be matched."""

    scope: str = Scope.ALONE
    seed: int = 1
    time_limit: int = 30


def check(asked: Asked) -> None:
    """Raise `Invalid` beside the first number that cannot stand."""
    for name, value, least, most in (
        ("seed", asked.seed, 0, LARGEST_SEED),
        ("time_limit", asked.time_limit, 1, LONGEST_TIME),
    ):
        if not least <= value <= most:
            sentence = _("Choose a number between %(least)s and %(most)s.")
            raise Invalid(name, sentence % {"least": least, "most": most})


@dataclass(frozen=True)
class Solution:
    """What the solver found, and how it ended."""

    plan: Plan
    bound: int | None
    stopped_by: str
    seconds: float


def written(each: Unmet) -> dict[str, Any]:
    """Write down in codes and keys what could not be met."""
    return {"what": each.what, "whom": list(each.whom), "team": each.team, "why": written_reason(each.why)}


def read(row: Mapping[str, Any]) -> Unmet:
    """Read back what `written` wrote."""
    return Unmet(row["what"], tuple(row["whom"]), read_reason(row["why"]), row["team"])


def written_reason(reason: Reason) -> dict[str, Any]:
    """Write a reason down in its code and values."""
    return {"code": reason.code, "values": dict(reason.values)}


def read_reason(row: Mapping[str, Any]) -> Reason:
    """Read back what `written_reason` wrote."""
    return Reason(row["code"], row["values"])


def consequences(problem: Problem, before: Plan, after: Plan) -> dict[str, Any]:
    """Compare two plans: points won and lost by what they are for, and what is unmet now or is met now."""
    was, now = asdict(worth_of(problem, before)), asdict(worth_of(problem, after))
    lacked = {_topic(each): each for each in unmet(problem, before)}
    lacks = {_topic(each): each for each in unmet(problem, after)}
    return {
        "parts": {part: now[part] - was[part] for part in now if now[part] != was[part]},
        "unmet": [written(each) for topic, each in lacks.items() if topic not in lacked],
        "met": [written(each) for topic, each in lacked.items() if topic not in lacks],
    }


def _topic(each: Unmet) -> tuple[object, ...]:
    """Tell what something unmet is about, so that a team that lacks the same with other members is the same."""
    if each.what in _OF_PEOPLE or each.team is None:
        return each.what, each.whom, each.why.values.get("challenge")
    return each.what, each.team, each.why.values.get("skill")


_OF_PEOPLE = frozenset({"place", "together", "choice", "apart"})


@dataclass(frozen=True)
class Names:
    """What the keys of a plan are called."""

    people: Mapping[str, str]
    teams: Mapping[str, str]
    questions: Mapping[str, str]

    def of(self, kind: str, key: str) -> str:
        """Name the person, team or challenge of a key."""
        named = {"person": self.people, "team": self.teams, "challenge": self.questions}[kind]
        return named.get(key, _("somebody") if kind == "person" else key)

    def all_of(self, keys: Iterable[str]) -> str:
        """Name several people, by name."""
        return ", ".join(sorted(self.of("person", key) for key in keys))


UNMET_LABELS: dict[str, LazySentence] = {
    "apart": lazy("%(people)s would be in one team"),
    "size": lazy("%(team)s has too few or too many people"),
    "limit": lazy("A question has too many teams"),
    "place": lazy("No team for %(people)s"),
    "domain_expert": lazy("%(team)s has no domain expert"),
    "data_person": lazy("%(team)s has no data person"),
    "together": lazy("%(people)s are not together"),
    "choice": lazy("No chosen question for %(people)s"),
    "skill": lazy("%(team)s lacks a skill that its question needs"),
}
UNMET_TITLES: dict[str, LazySentence] = {
    "apart": lazy("In one team, though to be kept apart"),
    "size": lazy("Too few or too many people"),
    "limit": lazy("Too many teams on a question"),
    "domain_expert": lazy("No domain expert"),
    "data_person": lazy("No data person"),
    "together": lazy("Not together, as wished"),
    "choice": lazy("None of the choices"),
    "skill": lazy("A wanted skill is missing"),
}
"""What could not be met, as headings."""
TEAM_LACKS: dict[str, LazySentence] = {
    "domain_expert": lazy("no domain expert"),
    "data_person": lazy("no data person"),
    "skill": lazy("no %(skill)s"),
    "size": lazy("%(size)s people"),
}
"""What the card of a team says that it lacks."""
FORBIDDEN = frozenset({"apart", "limit"})


def said(each: Unmet, names: Names) -> str:
    """Put what could not be met, and why, into words for organizers."""
    return f"{named(each, names)}: {each.why.said(names.of)}"


def named(each: Unmet, names: Names) -> str:
    """Say what is not met, without the reason, which a change by hand is itself."""
    team = names.of("team", each.team) if each.team else ""
    return UNMET_LABELS[each.what] % {"people": names.all_of(each.whom), "team": team}


def lack_of(each: Unmet) -> str:
    """Say in a few words what a team lacks."""
    return TEAM_LACKS[each.what] % dict(each.why.values)


def is_forbidden(each: Unmet) -> bool:
    """Tell whether no change of a plan may bring this about. A new team may be too small while it is filled."""
    return each.what in FORBIDDEN or each.why.code == "too_large"


NOTES: dict[str, LazySentence] = {
    "stays": lazy("was here before"),
    "ranked": lazy("choice %(rank)s"),
    "not_ranked": lazy("none of the choices"),
    "lacked_domain_expert": lazy("the domain expert it lacked"),
    "lacked_data_scientist": lazy("the data scientist it lacked"),
    "lacked_data_engineer": lazy("the data engineer it lacked"),
    "together": lazy("with %(person)s, as wished"),
    "brings": lazy("brings %(skills)s"),
    "place": lazy("had room"),
}


def noted(reason: Reason, names: Names) -> str:
    """Say in a few words to organizers why somebody is where they are."""
    code = "ranked" if reason.code.startswith("ranked") else reason.code
    values = {kind: names.of(kind, str(value)) if kind == "person" else value for kind, value in reason.values.items()}
    return NOTES[code] % values


def how_good(points: Mapping[str, int | None], people: int) -> list[str]:
    """Say in plain words how far the proposal can be from the best plan there is, and where changes brought it."""
    proposed, bound, objective = (points.get(key) for key in ("proposed", "bound", "objective"))
    if proposed is None or objective is None:
        return []
    sentences = [_how_near(proposed, bound, people)]
    if objective != proposed:
        better, worse = _("Your changes made it better."), _("It was changed since, and fits less than as proposed.")
        sentences.append(better if objective > proposed else worse)
    return sentences


def _how_near(proposed: int, bound: int | None, people: int) -> str:
    if bound is None:
        return _("How near this is to the best plan is not known.")
    if bound <= proposed:
        return _("No plan is better than what was proposed: that is proven.")
    firsts = ceil((bound - proposed) / FIRST_CHOICE)
    if firsts > people:
        return _("How near this is to the best plan is not proven: more than choices may be better in another.")
    sentence = ngettext(
        "The best plan is worth at most the first choice of %(num)s person more: that is proven.",
        "The best plan is worth at most the first choices of %(num)s people more: that is proven.",
        firsts,
    )
    return sentence % {"num": firsts}


STOPPED: dict[str, LazySentence] = {
    "gap": lazy("Made in %(seconds)s s with seed %(seed)s; the same people and seed give the same teams."),
    "nodes": lazy("Made in %(seconds)s s with seed %(seed)s, then the search had gone far enough."),
    "time": lazy("Stopped after %(seconds)s s by its time limit: with more time, another match may be better."),
}


PART_LABELS: dict[str, LazySentence] = {
    "broken": lazy("Hard rules"),
    "unplaced": lazy("Everybody placed"),
    "short": lazy("Small teams filled"),
    "roles": lazy("Roles"),
    "together": lazy("Kept together"),
    "choices": lazy("Choices"),
    "skills": lazy("Skills"),
    "units": lazy("Mixed units"),
}
COUNTED = frozenset({"choices", "skills", "units"})
"""The parts whose points mean something to people; what matters more is only better or worse."""


def balance(parts: Mapping[str, int]) -> list[tuple[str, bool]]:
    """Say what a change won or lost, and whether that is good, in the order of what matters."""
    return [
        (f"{label}: {parts[part]:+d}" if part in COUNTED else f"{label}: {_better(parts[part])}", parts[part] > 0)
        for part, label in PART_LABELS.items()
        if part in parts
    ]


def _better(points: int) -> str:
    return _("better") if points > 0 else _("worse")
