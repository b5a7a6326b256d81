"""What a rubric must be, and the one that datathons begin with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import LazySentence, _, lazy

LOWEST, HIGHEST = 1, 5
MOST = 6
"""How many criteria a judge can still hold in mind."""
ALL = 100


class Scoped(NamedTuple):
    """Where a project stands in an event: its challenge, the track of that, and the stage in which it is judged."""

    challenge_id: int | None
    track_id: int | None
    stage: int


class Scope(Protocol):
    """What a rubric holds for; None is all of it."""

    track_id: int | None
    challenge_id: int | None
    stage: int | None


def holds_for(scope: Scope, project: Scoped) -> bool:
    """Tell whether a project in a stage lies within a scope."""
    return (
        scope.challenge_id in {None, project.challenge_id}
        and scope.track_id in {None, project.track_id}
        and scope.stage in {None, project.stage}
    )


def closeness(scope: Scope) -> tuple[bool, bool, bool]:
    """Order scopes that hold for a project, the closest last.

    A rubric for this stage comes before one for all stages, so that a final has one rubric for all its finalists;
    then one for the challenge before one for its track before the event's own.
    """
    return scope.stage is not None, scope.challenge_id is not None, scope.track_id is not None


def scope_name(scope: Scope) -> str:
    """Name a scope, so that an event has one rubric for each: empty for the event's own."""
    parts = (("track", scope.track_id), ("challenge", scope.challenge_id), ("stage", scope.stage))
    return " ".join(f"{kind}:{number}" for kind, number in parts if number is not None)


@dataclass(frozen=True)
class CriterionDraft:
    """A criterion as somebody wrote it: weight in percent, a sentence for each value; `row` is where it was typed."""

    name: str
    question: str = ""
    weight: int = 0
    anchors: Mapping[str, str] = field(default_factory=dict)
    row: int = 0


def check_criteria(criteria: Sequence[CriterionDraft]) -> None:
    """Raise `Invalid` unless there are one to `MOST` differently named criteria whose weights make 100 percent."""
    if not 1 <= len(criteria) <= MOST:
        raise Invalid("", _("A rubric has between one and %(most)s criteria.") % {"most": MOST})
    seen: set[str] = set()
    for criterion in criteria:
        _check_criterion(criterion, seen)
        seen.add(criterion.name.casefold())
    _check_weights([criterion.weight for criterion in criteria])


def _check_criterion(criterion: CriterionDraft, names_before: Collection[str]) -> None:
    if not criterion.name:
        raise Invalid(f"name_{criterion.row}", _("Give the criterion a name."))
    if criterion.name.casefold() in names_before:
        raise Invalid(f"name_{criterion.row}", _("Another criterion has this name already."))
    if not 1 <= criterion.weight <= ALL:
        raise Invalid(f"weight_{criterion.row}", _("A weight is a whole number from 1 to 100."))


def _check_weights(weights: Sequence[int]) -> None:
    if sum(weights) != ALL:
        raise Invalid(
            "",
            _("The weights make %(sum)s percent together. Change them so that they make 100.") % {"sum": sum(weights)},
        )


def datathon_template() -> list[CriterionDraft]:
    """Return the four criteria that judge a prototype by what it could become at work."""
    return [
        CriterionDraft(str(name), str(question), weight, _anchors(sentences), row)
        for row, (name, question, weight, sentences) in enumerate(_TEMPLATE)
    ]


def _anchors(sentences: Sequence[LazySentence]) -> dict[str, str]:
    return {str(value): str(sentence) for value, sentence in enumerate(sentences, start=LOWEST)}


_TEMPLATE: tuple[tuple[LazySentence, LazySentence, int, tuple[LazySentence, ...]], ...] = (
    (
        lazy("Value for the business"),
        lazy("If this worked tomorrow, who would notice, and how much?"),
        40,
        (
            lazy("Nobody could say who would use it."),
            lazy("It would be nice to have; the gain is guessed."),
            lazy("It saves one team hours a month."),
            lazy("It moves the metric of the question, with an estimate that holds."),
            lazy("The gain is measured against the baseline, and somebody owns the number."),
        ),
    ),
    (
        lazy("Soundness with data"),
        lazy("Would the result hold on data that the team has not seen?"),
        30,
        (
            lazy("The data or the method cannot carry the claim."),
            lazy("It runs, but nothing shows that it is right."),
            lazy("The split is clean and there is a baseline to beat."),
            lazy("The errors were looked at and are explained."),
            lazy("It also says where it fails, and what then happens."),
        ),
    ),
    (
        lazy("Fits the day's work"),
        lazy("Could the people concerned use it where they work today?"),
        20,
        (
            lazy("Only the team can operate it."),
            lazy("Somebody else could use it with an explanation."),
            lazy("One future user has tried it."),
            lazy("Users tried it, and it changed because of what they said."),
            lazy("It sits in the tools they use; there is nothing new to open."),
        ),
    ),
    (
        lazy("Path to production"),
        lazy("What stands between this and daily use?"),
        10,
        (
            lazy("Nothing of it could be kept."),
            lazy("It would have to be written again."),
            lazy("It can be built again from the repository."),
            lazy("Data access, owner and next steps are named."),
            lazy("The owner could begin the pilot with it on Monday."),
        ),
    ),
)
