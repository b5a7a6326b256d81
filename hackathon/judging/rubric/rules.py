"""What a rubric must be, and the one that datathons begin with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.judging.presets.rules import PRESETS, Asked

MOST = 6
"""How many criteria a judge can still hold in mind."""
ALL = 100


class Scale(NamedTuple):
    """The whole numbers that may be given, the same for all rubrics of an event."""

    lowest: int = 1
    highest: int = 5

    def __str__(self) -> str:
        return f"{self.lowest}-{self.highest}"

    @property
    def anchored(self) -> list[int]:
        """The values that have a sentence each: all of a short scale, five of a long one."""
        reach = self.highest - self.lowest
        steps = reach if reach < MOST_BUTTONS else 4
        return [self.lowest + reach * step // steps for step in range(steps + 1)]


MOST_BUTTONS = 11
"""How many values are shown as buttons; of a longer scale the number is typed."""
USUAL = Scale()
SCALES = {str(scale): scale for scale in (Scale(1, 3), Scale(1, 4), USUAL, Scale(1, 10), Scale(0, 10), Scale(0, 100))}


class Scoped(NamedTuple):
    """Where a project stands in an event: its challenge, the track of that, and the stage in which it is judged."""

    challenge_id: int | None
    track_id: int | None
    stage: int


class Scope(Protocol):
    """What a rubric holds for; None is all of it."""

    @property
    def track_id(self) -> int | None:
        """One track's projects."""

    @property
    def challenge_id(self) -> int | None:
        """One question's projects."""

    @property
    def stage(self) -> int | None:
        """One stage of judging."""


class Target(NamedTuple):
    """What a closer rubric is made for."""

    track_id: int | None = None
    challenge_id: int | None = None
    stage: int | None = None


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
    """A criterion as somebody wrote it: weight in percent, a sentence for each value.

    `row` is where it was typed; `id` names the criterion that it changes, where there is one.
    """

    name: str
    question: str = ""
    weight: int = 0
    anchors: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    is_optional: bool = False
    is_independent: bool = False
    id: int | None = None

    @property
    def is_demanded(self) -> bool:
        """Whether no ballot has a score without it."""
        return not (self.is_optional or self.is_independent)


def check_criteria(criteria: Sequence[CriterionDraft]) -> None:
    """Raise `Invalid` unless there are one to `MOST` differently named criteria.

    One of them counts and is asked of every judge, and the weights of those that count make 100 percent.
    """
    if not 1 <= len(criteria) <= MOST:
        raise Invalid("", _("A rubric has between one and %(most)s criteria.") % {"most": MOST})
    seen: set[str] = set()
    for criterion in criteria:
        _check_criterion(criterion, seen)
        seen.add(criterion.name.casefold())
    if not any(criterion.is_demanded for criterion in criteria):
        raise Invalid("", _("At least one criterion must count and be asked of every judge."))
    _check_weights([criterion.weight for criterion in criteria if not criterion.is_independent])


def template(name: str = "datathon", scale: Scale = USUAL) -> list[CriterionDraft]:
    """Return the criteria of a preset, its anchors spread over a scale."""
    return [_drafted(asked, scale, row) for row, asked in enumerate(PRESETS[name].criteria)]


def datathon_template() -> list[CriterionDraft]:
    """Return the four criteria that judge a prototype by what it could become at work."""
    return template()


def respread(anchors: Mapping[str, str], old: Scale, new: Scale) -> dict[str, str]:
    """Put the sentences of one scale beside the values of another that lie as high, as far as there is room."""
    stretch = (new.highest - new.lowest) / (old.highest - old.lowest)
    heights = [(new.lowest + (int(value) - old.lowest) * stretch, sentence) for value, sentence in anchors.items()]
    placed = [(min(new.anchored, key=lambda value: abs(value - height)), height, said) for height, said in heights]
    nearest_last = sorted(placed, key=lambda each: -abs(each[0] - each[1]))
    return {str(value): sentence for value, _height, sentence in nearest_last}


def respread_all(criteria: Sequence[CriterionDraft], old: Scale, new: Scale) -> list[CriterionDraft]:
    """Put criteria onto another scale."""
    return [replace(each, anchors=respread(each.anchors, old, new)) for each in criteria]


def _drafted(asked: Asked, scale: Scale, row: int) -> CriterionDraft:
    sentences = {str(value): str(sentence) for value, sentence in enumerate(asked.anchors, start=USUAL.lowest)}
    return CriterionDraft(str(asked.name), str(asked.question), asked.weight, respread(sentences, USUAL, scale), row)


def _check_criterion(criterion: CriterionDraft, names_before: Collection[str]) -> None:
    if not criterion.name:
        raise Invalid(f"name_{criterion.row}", _("Give the criterion a name."))
    if criterion.name.casefold() in names_before:
        raise Invalid(f"name_{criterion.row}", _("Another criterion has this name already."))
    if not criterion.is_independent and not 1 <= criterion.weight <= ALL:
        raise Invalid(f"weight_{criterion.row}", _("A weight is a whole number from 1 to 100."))


def _check_weights(weights: Sequence[int]) -> None:
    if sum(weights) != ALL:
        raise Invalid(
            "",
            _("The weights make %(sum)s percent together. Change them so that they make 100.") % {"sum": sum(weights)},
        )
