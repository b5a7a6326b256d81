"""What of an event a plan of teams stands on, and whether that changed meanwhile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.i18n import LazySentence, _, lazy, ngettext
from hackathon.placing.problems.rules import Problem

NAMED_CHANGES = 5
"""How many reasons a sentence names before it counts the rest."""


class Scope(StrEnum):
    """Whom a matching concerns."""

    ALONE = "alone"
    EVERYBODY = "everybody"


SCOPE_LABELS: dict[str, LazySentence] = {
    Scope.ALONE: lazy("People still alone, into new teams. Teams that stand stay exactly as they are."),
    Scope.EVERYBODY: lazy("The whole event: teams that stand keep everybody they have; open ones with room fill up."),
}


def person_key(account_id: int) -> str:
    """Name an account in a problem."""
    return f"a{account_id}"


def question_key(challenge_id: int) -> str:
    """Name a question in a problem."""
    return f"c{challenge_id}"


def team_key(team_id: int) -> str:
    """Name a team that stands in a problem."""
    return f"t{team_id}"


def id_in(key: str) -> int:
    """Return the id that a key was made of."""
    return int(key[1:])


@dataclass(frozen=True)
class World:
    """What of an event a plan stands on. Skills, choices and wishes to be together are not part of it.

    A plan that ignores a choice changed since is a little worse; one that ignores a team joined since is wrong.
    """

    people: Mapping[int, tuple[int | None, str]]
    """Team and craft, by account."""
    teams: Mapping[int, tuple[int | None, bool]]
    """Question, and whether the team fills up, by team."""
    questions: Mapping[int, int | None]
    """The most teams, by question."""
    sizes: tuple[int, int]


def world_of(problem: Problem) -> World:
    """Take out of a problem what a plan stands on."""
    return World(
        people={
            id_in(person.key): (id_in(person.team) if person.team else None, person.craft) for person in problem.people
        },
        teams={
            id_in(team.key): (id_in(team.challenge) if team.challenge else None, team.is_open) for team in problem.teams
        },
        questions={id_in(challenge.key): challenge.max_teams for challenge in problem.challenges},
        sizes=(problem.min_size, problem.max_size),
    )


@dataclass(frozen=True)
class Change:
    """Something that is otherwise than when a plan was made; about a person, a team, or the event."""

    what: str
    account_id: int | None = None
    team_id: int | None = None


CHANGE_LABELS: dict[str, LazySentence] = {
    "sizes": lazy("the sizes of teams are others now"),
    "questions": lazy("the questions that teams can take are others now"),
    "came": lazy("%(person)s takes part and has no team"),
    "gone": lazy("%(person)s has a team, or does not take part any more"),
    "joined": lazy("%(person)s is in a team now"),
    "left": lazy("%(person)s left a team"),
    "moved": lazy("%(person)s is in another team now"),
    "craft": lazy("%(person)s takes part in another role"),
    "founded": lazy("%(team)s was founded"),
    "dissolved": lazy("%(team)s dissolved"),
    "entry": lazy("%(team)s takes people in another way now"),
    "question": lazy("%(team)s works on another question now"),
}


def changes(then: World, now: World) -> list[Change]:
    """List what is otherwise now: the event's own first, then teams, then people."""
    own = [("sizes", then.sizes != now.sizes), ("questions", then.questions != now.questions)]
    return [
        *(Change(what) for what, is_other in own if is_other),
        *_changed_teams(then.teams, now.teams),
        *_changed_people(then.people, now.people),
    ]


def _changed_teams(
    then: Mapping[int, tuple[int | None, bool]], now: Mapping[int, tuple[int | None, bool]]
) -> Iterable[Change]:
    for team_id in sorted({*then, *now}):
        if team_id not in then:
            yield Change("founded", team_id=team_id)
        elif team_id not in now:
            yield Change("dissolved", team_id=team_id)
        elif then[team_id] != now[team_id]:
            what = "entry" if then[team_id][0] == now[team_id][0] else "question"
            yield Change(what, team_id=team_id)


def _changed_people(
    then: Mapping[int, tuple[int | None, str]], now: Mapping[int, tuple[int | None, str]]
) -> Iterable[Change]:
    for account_id in sorted({*then, *now}):
        if then.get(account_id) != now.get(account_id):
            yield Change(_what_changed(then.get(account_id), now.get(account_id)), account_id=account_id)


def _what_changed(then: tuple[int | None, str] | None, now: tuple[int | None, str] | None) -> str:
    if then is None or now is None:
        return "came" if then is None else "gone"
    if then[0] == now[0]:
        return "craft"
    return "left" if now[0] is None else "moved" if then[0] is not None else "joined"


def outdated(found: Sequence[str]) -> str:
    """Say that a plan is of yesterday, naming the first few reasons."""
    named = "; ".join(found[:NAMED_CHANGES])
    more = len(found) - NAMED_CHANGES
    also = ngettext("; and %(more)s more change", "; and %(more)s more changes", more) % {"more": more}
    return _("The event changed since this plan was made: %(changes)s. Nothing was done. Match again.") % {
        "changes": named + (also if more > 0 else "")
    }
