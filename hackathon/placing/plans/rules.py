"""What a plan reaches, what it could not meet for whom and why, and why each person is where they are."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hackathon.core.i18n import LazySentence, lazy
from hackathon.placing.problems.rules import (
    DOMAIN_EXPERT,
    Challenge,
    Person,
    Plan,
    PlannedTeam,
    Problem,
)
from hackathon.placing.worth.rules import (
    clashing_pairs,
    parted_pairs,
    places_for_teams,
    places_off,
    places_short,
    teams_over,
)

Name = Callable[[str, str], str]
"""Gives the name of a "person", "team" or "challenge" for its key."""
LISTED_RANKS = 5


@dataclass(frozen=True)
class Reason:
    """Why something is so: a code of `SENTENCES` with the values named in it, which are keys, skills and numbers."""

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, name: Name = lambda _kind, key: key) -> str:
        """Return the sentence in the reader's language, with names instead of keys."""
        named = {kind: name(kind, str(value)) if kind in NAMED else value for kind, value in self.values.items()}
        return SENTENCES[self.code] % named

    def __str__(self) -> str:
        return self.said()


@dataclass(frozen=True)
class Unmet:
    """Something a plan could not give: what, to whom (keys of people), in which team if it is about one, and why."""

    what: str
    whom: tuple[str, ...]
    why: Reason
    team: str | None = None


@dataclass(frozen=True)
class Figures:
    """What a plan reaches: counts, and shares from 0 to 1, None where there is nothing to take a share of.

    Roles and sizes are shares of teams, `top1` and `top3` of placed people who named choices; `skill_cover` is the
    mean share of a challenge's wanted skills that its team has.
    """

    people: int
    teams: int
    unplaced: int
    role_ok: float | None
    size_ok: float | None
    top1: float | None
    top3: float | None
    skill_cover: float | None


def figures(problem: Problem, plan: Plan) -> Figures:
    """Measure a plan."""
    people, challenges = _by_key(problem)
    teams = [[people[key] for key in team.members] for team in plan.teams]
    sizes = range(problem.min_size, problem.max_size + 1)
    ranks = [_rank(people[key], team.challenge) for team in plan.teams for key in team.members if people[key].choices]
    covers = [
        _cover(challenges[team.challenge], members)
        for team, members in zip(plan.teams, teams, strict=True)
        if team.challenge is not None and challenges[team.challenge].skills
    ]
    return Figures(
        people=len(people),
        teams=len(teams),
        unplaced=len(plan.unplaced),
        role_ok=_share(_has_roles(members) for members in teams),
        size_ok=_share(len(members) in sizes for members in teams),
        top1=_share(rank == 1 for rank in ranks),
        top3=_share(rank is not None and rank <= 3 for rank in ranks),  # noqa: PLR2004 - its name
        skill_cover=_share(covers),
    )


def unmet(problem: Problem, plan: Plan) -> tuple[Unmet, ...]:
    """List what a plan could not give, the gravest first."""
    return (
        *_broken(problem, plan),
        *_left_out(problem, plan),
        *_too_small(problem, plan),
        *_lacking(problem, plan),
        *_parted(problem, plan),
        *_unchosen(problem, plan),
        *_uncovered(problem, plan),
    )


def reasons(problem: Problem, plan: Plan) -> Mapping[str, tuple[Reason, ...]]:
    """Tell each placed person why they are where they are; every one is told something."""
    people, challenges = _by_key(problem)
    return {
        key: tuple(_reasons(problem, people[key], team, [people[other] for other in team.members], challenges))
        or (Reason("place"),)
        for team in plan.teams
        for key in team.members
    }


def _reasons(
    problem: Problem, person: Person, team: PlannedTeam, members: list[Person], challenges: Mapping[str, Challenge]
) -> Iterator[Reason]:
    if person.team == team.key:
        yield Reason("stays")
        return
    rank = _rank(person, team.challenge)
    if rank is not None:
        yield Reason(f"ranked_{rank}" if rank <= LISTED_RANKS else "ranked", {"rank": rank})
    elif person.choices:
        yield Reason("not_ranked")
    others = [member for member in members if member != person]
    if (person.is_expert and not any(other.is_expert for other in others)) or (
        person.is_analyst and not any(other.is_analyst for other in others)
    ):
        yield Reason(f"lacked_{person.craft}")
    for other in others:
        if frozenset((person.key, other.key)) in problem.together:
            yield Reason("together", {"person": other.key})
    brought = _missing(challenges.get(team.challenge or ""), others) & set(person.skills)
    if brought:
        yield Reason("brings", {"skills": ", ".join(sorted(brought))})


def _broken(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    """List the hard rules that somebody's change broke."""
    team_of = {key: team.key for team in plan.teams for key in team.members}
    for first, second in clashing_pairs(problem, plan):
        yield Unmet("apart", (first, second), Reason("kept_apart"), team_of[first])
    for team in plan.teams:
        if places_off(problem, team):
            code = "too_large" if len(team.members) > problem.max_size else "too_small"
            values = {"size": len(team.members), "min": problem.min_size, "max": problem.max_size}
            yield Unmet("size", team.members, Reason(code, values), team.key)
    for challenge, over in teams_over(problem, plan).items():
        yield Unmet("limit", (), Reason("too_many_teams", {"challenge": challenge, "over": over}))


def _left_out(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    for key in plan.unplaced:
        yield Unmet("place", (key,), _why_left_out(problem, plan, key))


def _why_left_out(problem: Problem, plan: Plan, key: str) -> Reason:
    closed = {team.key for team in problem.teams if not team.is_open}
    roomy = [team for team in plan.teams if len(team.members) < problem.max_size and team.key not in closed]
    if not roomy and _can_found(problem, plan):
        return Reason("too_few_left", {"left": len(plan.unplaced), "min": problem.min_size})
    if not roomy:
        return Reason("no_place", {"max": problem.max_size})
    if all(any(frozenset((key, other)) in problem.apart for other in team.members) for team in roomy):
        return Reason("apart_everywhere")
    return Reason("sizes", {"min": problem.min_size, "max": problem.max_size})


def _can_found(problem: Problem, plan: Plan) -> bool:
    """Tell whether limits would allow one more new team."""
    if not problem.challenges:
        return True
    stand = set(problem.standing)
    taken = [team.challenge for team in plan.teams if team.key not in stand]
    return any(taken.count(challenge.key) < _limit(problem, challenge) for challenge in problem.challenges)


def _limit(problem: Problem, challenge: Challenge) -> float:
    return float("inf") if challenge.max_teams is None else places_for_teams(problem, challenge)


def _too_small(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    sizes = {"min": problem.min_size, "max": problem.max_size}
    for team in plan.teams:
        size = len(team.members)
        if places_short(problem, team):
            yield Unmet("size", team.members, Reason("stood_small", {"size": size} | sizes), team.key)
        elif size > problem.max_size and not places_off(problem, team):
            yield Unmet("size", team.members, Reason("stood_large", {"size": size} | sizes), team.key)


def _lacking(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    people, _ = _by_key(problem)
    experts = sum(person.is_expert for person in problem.people)
    of_data = sum(person.is_analyst for person in problem.people)
    for team in plan.teams:
        members = [people[key] for key in team.members]
        if not any(person.is_expert for person in members):
            yield Unmet(DOMAIN_EXPERT, team.members, _why_lacking("domain", experts, len(plan.teams)), team.key)
        if not any(person.is_analyst for person in members):
            yield Unmet("data_person", team.members, _why_lacking("data", of_data, len(plan.teams)), team.key)


def _why_lacking(kind: str, there: int, teams: int) -> Reason:
    if there < teams:
        return Reason(f"few_{kind}" if there else f"no_{kind}", {"there": there, "teams": teams})
    return Reason(f"bound_{kind}")


def _parted(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    people, _ = _by_key(problem)
    team_of = {key: team.key for team in plan.teams for key in team.members}
    for first, second in parted_pairs(problem, plan):
        stood = people[first].team, people[second].team
        if frozenset((first, second)) in problem.apart:
            why = Reason("apart_beats")
        elif first not in team_of or second not in team_of:
            why = Reason("one_left_out")
        elif None not in stood:
            why = Reason("stand_apart")
        else:
            why = Reason("not_together")
        yield Unmet("together", (first, second), why)


def _unchosen(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    people, _ = _by_key(problem)
    taken = {team.challenge for team in plan.teams}
    for team in plan.teams:
        for person in (people[key] for key in team.members):
            if person.choices and _rank(person, team.challenge) is None and person.team != team.key:
                yield Unmet("choice", (person.key,), _why_unchosen(person, taken), team.key)


def _why_unchosen(person: Person, taken: Collection[str | None]) -> Reason:
    return Reason("choices_full" if person.choices[0] in taken else "choices_closed")


def _uncovered(problem: Problem, plan: Plan) -> Iterator[Unmet]:
    people, challenges = _by_key(problem)
    known = {skill for person in problem.people for skill in person.skills}
    for team in plan.teams:
        missing = _missing(challenges.get(team.challenge or ""), [people[key] for key in team.members])
        for skill in sorted(missing):
            code = "skill_elsewhere" if skill in known else "skill_nowhere"
            yield Unmet("skill", team.members, Reason(code, {"skill": skill}), team.key)


def _by_key(problem: Problem) -> tuple[dict[str, Person], dict[str, Challenge]]:
    people = {person.key: person for person in problem.people}
    return people, {challenge.key: challenge for challenge in problem.challenges}


def _rank(person: Person, challenge: str | None) -> int | None:
    return person.choices.index(challenge) + 1 if challenge in person.choices else None


def _missing(challenge: Challenge | None, members: Iterable[Person]) -> set[str]:
    return set(challenge.skills if challenge else ()).difference(*(person.skills for person in members))


def _cover(challenge: Challenge, members: Iterable[Person]) -> float:
    return (len(challenge.skills) - len(_missing(challenge, members))) / len(challenge.skills)


def _has_roles(members: Iterable[Person]) -> bool:
    listed = list(members)
    return any(person.is_expert for person in listed) and any(person.is_analyst for person in listed)


def _share(values: Iterable[float]) -> float | None:
    listed = list(values)
    return sum(listed) / len(listed) if listed else None


NAMED = frozenset({"person", "team", "challenge"})
SENTENCES: Mapping[str, LazySentence] = {
    # Said to the person who was placed.
    "stays": lazy("You were in this team already."),
    "ranked_1": lazy("You ranked this challenge first."),
    "ranked_2": lazy("You ranked this challenge second."),
    "ranked_3": lazy("You ranked this challenge third."),
    "ranked_4": lazy("You ranked this challenge fourth."),
    "ranked_5": lazy("You ranked this challenge fifth."),
    "ranked": lazy("This challenge was number %(rank)s of your ranking."),
    "not_ranked": lazy("None of the challenges you ranked had a place that fits."),
    "lacked_domain_expert": lazy("The team lacked a domain expert."),
    "lacked_data_scientist": lazy("The team lacked a data scientist."),
    "lacked_data_engineer": lazy("The team lacked a data engineer."),
    "together": lazy("You are with %(person)s, as was wished."),
    "brings": lazy("You bring what the challenge needs and nobody else there has: %(skills)s."),
    "place": lazy("The team had a place for you."),
    # Said of what could not be met.
    "kept_apart": lazy("They are to be kept apart, and are in one team."),
    "too_large": lazy("The team's size is %(size)s; the largest is %(max)s."),
    "too_small": lazy("The team's size is %(size)s; the smallest is %(min)s."),
    "too_many_teams": lazy("The challenge %(challenge)s may have fewer teams: %(over)s too many."),
    "too_few_left": lazy("%(left)s are left, too few for a team of %(min)s, and every team is full."),
    "no_place": lazy("Every team has its %(max)s people, and no challenge may have one more team."),
    "apart_everywhere": lazy("Every team with a free place has somebody to be kept apart from."),
    "sizes": lazy("No way was found to make teams of %(min)s to %(max)s that take in everybody."),
    "stood_small": lazy("The team stood before with %(size)s; the smallest size is %(min)s."),
    "stood_large": lazy("The team stood before with %(size)s; the largest size is %(max)s."),
    "no_domain": lazy("Nobody is a domain expert."),
    "no_data": lazy("Nobody is a data scientist or data engineer."),
    "few_domain": lazy("There are fewer domain experts (%(there)s) than teams (%(teams)s)."),
    "few_data": lazy("There are fewer data people (%(there)s) than teams (%(teams)s)."),
    "bound_domain": lazy("The domain experts are bound elsewhere by standing teams, sizes or keep-apart wishes."),
    "bound_data": lazy("The data people are bound elsewhere by standing teams, sizes or keep-apart wishes."),
    "apart_beats": lazy("They are to be kept apart, too, and that comes first."),
    "one_left_out": lazy("Not both have a team."),
    "stand_apart": lazy("They are in different teams already."),
    "not_together": lazy("Sizes, roles or other wishes did not allow it."),
    "choices_full": lazy("The challenges ranked were full, or needed others more."),
    "choices_closed": lazy("The challenge ranked first has no team, the others were full or have none."),
    "skill_nowhere": lazy("Nobody has the skill %(skill)s."),
    "skill_elsewhere": lazy("Those who have the skill %(skill)s are in other teams."),
}
