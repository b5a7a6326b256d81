"""The ranking as a pure function: a tally and what was computed from it in, places out; means in exact arithmetic."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

import rfc8785

from hackathon.judging.tallies.rules import Announced, Method, Tally

PLACES = 6
"""Decimal places to which two scores must be equal to be a tie."""
SURE = Decimal("1.96")
"""Standard errors to both sides within which a score lies 95 of 100 times."""
RANGE = "\N{EN DASH}"
Figures = Sequence[Mapping[str, Any]]
"""What was computed for each project of each stage."""


@dataclass(frozen=True)
class Ranked:
    """Where a project stands. Tied projects share the place, and the places they take up stay empty behind them.

    `score` decides about the place, `mean` is the plain mean beside it; `alike` are those that cannot be told apart
    from it. Places begin anew in each `component` that no common judge connects with the others.
    """

    place: int
    project_id: int
    mean: Decimal
    ballots: int
    is_tied: bool
    score: Decimal
    mean_place: int
    standard_error: Decimal | None = None
    may_be_first: bool = False
    component: int = 1
    stage: int = 1
    alike: tuple[int, ...] = ()

    @property
    def reach(self) -> Decimal | None:
        """How far to both sides the score may lie."""
        return None if self.standard_error is None else SURE * self.standard_error


def rank(tally: Tally, figures: Figures = ()) -> list[Ranked]:
    """Rank projects, best first, equals by id; behind them those that did not go on from the stage before.

    `figures` are what was computed from this very tally. Without them scores are plain means, and nobody knows how sure
    they are.
    """
    rows = _announced(tally, list(_stage(tally, figures)))
    earlier = rank(tally.before, figures) if tally.before else []
    there = {row.project_id for row in rows}
    return [*rows, *_behind(len(rows), [row for row in earlier if row.project_id not in there])]


def written(ranking: Iterable[Ranked]) -> str:
    """Write a ranking as canonical JSON (RFC 8785)."""
    return rfc8785.dumps([_plain(row) for row in ranking]).decode()


def fingerprint(ranking: Iterable[Ranked]) -> str:
    """Name a ranking by its contents, so that what is released is what was looked at."""
    return sha256(written(ranking).encode()).hexdigest()


def places_alike(row: Ranked, places: Mapping[int, int]) -> str:
    """Say from which places a project cannot be told apart: "1, 3 to 5". `places` are by project."""
    others = sorted({places[project_id] for project_id in row.alike if project_id in places} - {row.place})
    return ", ".join(_said(first, last) for first, last in _runs(others))


def _stage(tally: Tally, figures: Figures) -> Iterator[Ranked]:
    found = {row["project_id"]: row for row in figures if row["stage"] == tally.stage}
    means = {project_id: _rounded(mean) for project_id, mean in tally.means.items()}
    by_model = tally.method == Method.MODEL and means.keys() <= found.keys()
    scores = {project_id: _decimal(found[project_id]["score"]) for project_id in means} if by_model else means
    for number, group in enumerate(tally.groups, 1):
        yield from _placed(tally, number, {project_id: scores[project_id] for project_id in group}, means, found)


def _placed(
    tally: Tally,
    component: int,
    scores: Mapping[int, Decimal],
    means: Mapping[int, Decimal],
    found: Mapping[int, Mapping[str, Any]],
) -> Iterator[Ranked]:
    places, mean_places = _places(scores), _places({project_id: means[project_id] for project_id in scores})
    shared = Counter(places.values())
    for project_id in sorted(scores, key=lambda each: (places[each], each)):
        computed = found.get(project_id, {})
        yield Ranked(
            place=places[project_id],
            project_id=project_id,
            mean=means[project_id],
            ballots=tally.counts[project_id],
            is_tied=shared[places[project_id]] > 1,
            score=scores[project_id],
            mean_place=mean_places[project_id],
            standard_error=_decimal(computed.get("standard_error")),
            may_be_first=computed.get("may_be_first", False),
            component=component,
            stage=tally.stage,
            alike=tuple(computed.get("alike", ())),
        )


def _announced(tally: Tally, rows: list[Ranked]) -> list[Ranked]:
    """Put the projects first that were decided to be; nothing is said about the order of the others."""
    if tally.announced != Announced.ORDER or len(tally.groups) < 2:  # noqa: PLR2004 - one group is a ranking
        return rows
    by_id = {row.project_id: row for row in rows}
    first = [by_id[project_id] for project_id in tally.order if project_id in by_id]
    rest = [row for row in rows if row.project_id not in tally.order]
    ordered = [replace(row, place=place, is_tied=False) for place, row in enumerate(first, 1)]
    others = [replace(row, place=len(first) + 1, is_tied=len(rest) > 1) for row in rest]
    return [replace(row, component=1) for row in (*ordered, *sorted(others, key=lambda row: row.project_id))]


def _behind(ahead: int, rows: Iterable[Ranked]) -> list[Ranked]:
    """Place those behind a final who did not reach it, as their own stage placed them among each other."""
    kept = list(rows)
    better = {row: sum(each.place < row.place and each.component == row.component for each in kept) for row in kept}
    return [replace(row, place=ahead + 1 + count) for row, count in better.items()]


def _places(scores: Mapping[int, Decimal]) -> dict[int, int]:
    """Give competition places: equal scores share one, and the places they take up stay empty behind them."""
    better: dict[Decimal, int] = {}
    for number, score in enumerate(sorted(scores.values(), reverse=True), 1):
        better.setdefault(score, number)
    return {project_id: better[score] for project_id, score in scores.items()}


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Part ascending numbers into runs without a gap."""
    start = 0
    for at, number in enumerate(numbers, 1):
        if at == len(numbers) or numbers[at] != number + 1:
            yield numbers[start], number
            start = at


def _said(first: int, last: int) -> str:
    """Say a run of numbers; two are no range yet."""
    if last - first > 1:
        return f"{first}{RANGE}{last}"
    return str(first) if first == last else f"{first}, {last}"


def _plain(row: Ranked) -> dict[str, Any]:
    return {key: str(value) if isinstance(value, Decimal) else value for key, value in asdict(row).items()}


def _decimal(value: float | None) -> Any:
    """Write a computed number as a decimal of six places."""
    return None if value is None else Decimal(f"{value:.{PLACES}f}")


def _rounded(value: Fraction) -> Decimal:
    """Round half to even; exact, unlike a division of decimals."""
    return Decimal(round(value * 10**PLACES)).scaleb(-PLACES)
