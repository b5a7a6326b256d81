"""Ranking for people who have only spreadsheets: two CSV files in, one out, and the figures as JSON."""

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hackathon.core.i18n import gettext as _
from hackathon.core.sheets import Sheet, WrongCell, write_sheet
from hackathon.judging.standings.rules import Ballot, Standing, Standings, standings

MOST_BALLOT_LINES = 2_000_000
HIGHEST = 1e9
NAMED_AT_MOST = 5
HEAD = "place,project,score,standard_error,raw_mean,raw_place,ballots,tied_with_next,component".split(",")  # noqa: SIM905 - as the contract writes it
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
Scores = dict[str, float]


@dataclass(frozen=True)
class _Given:
    """The scores of each (judge, project) by criterion, and how many lines said what another said already."""

    scores: Mapping[tuple[str, str], Scores]
    criteria: Mapping[str, int]
    repeated: int = 0


@dataclass(frozen=True)
class _Told:
    """What one line of ballots said, and where."""

    score: float
    row: int


@dataclass
class _Reading:
    """Ballots while they are read."""

    told: dict[tuple[str, str], dict[str, _Told]] = field(default_factory=lambda: defaultdict(dict))
    criteria: dict[str, int] = field(default_factory=dict)
    repeated: int = 0


def rank_files(ballots: Path, weights: Path | None, out: Path) -> str:
    """Rank the ballots of a file into another, which appears whole or not at all; return the figures as JSON.

    Raises `WrongCell`, or another refusal that names the file, where something in a file is wrong; then nothing is
    written.
    """
    given = _read_ballots(ballots)
    whole, remarks = _counted(given, _read_weights(weights, given) if weights else dict.fromkeys(given.criteria, 1.0))
    ranked = standings(whole)
    write_sheet(out, HEAD, map(_cells, ranked.rows))
    return json.dumps(_figures(ranked, remarks), ensure_ascii=False)


def _read_ballots(path: Path) -> _Given:
    sheet, reading = Sheet.read(path, ("judge", "project", "criterion", "score"), most=MOST_BALLOT_LINES), _Reading()
    for row, cells in sheet.rows():
        judge, project, criterion = (sheet.filled(row, cells, name) for name in ("judge", "project", "criterion"))
        _take(reading, sheet, (judge, project), criterion, _Told(_number(sheet, row, cells, "score"), row))
    scores = {whose: {name: told.score for name, told in by.items()} for whose, by in reading.told.items()}
    return _Given(scores, reading.criteria, reading.repeated)


def _take(reading: _Reading, sheet: Sheet, whose: tuple[str, str], criterion: str, told: _Told) -> None:
    reading.criteria.setdefault(criterion, told.row)
    before = reading.told[whose].setdefault(criterion, told)
    if before is told:
        return
    if before.score != told.score:
        said = _("%(judge)s gave %(project)s another score for %(criterion)s in row %(row)s.")
        values = {"judge": whose[0], "project": whose[1], "criterion": criterion, "row": before.row}
        raise WrongCell(sheet.file, told.row, "score", said % values)
    reading.repeated += 1


def _read_weights(path: Path, given: _Given) -> dict[str, float]:
    sheet, weights = Sheet.read(path, ("criterion", "weight")), dict[str, float]()
    for row, cells in sheet.rows():
        criterion = sheet.filled(row, cells, "criterion")
        if criterion in weights:
            raise WrongCell(sheet.file, row, "criterion", _("%(name)s has a weight already.") % {"name": criterion})
        if given.criteria and criterion not in given.criteria:
            raise WrongCell(sheet.file, row, "criterion", _("Nobody scored %(name)s.") % {"name": criterion})
        weights[criterion] = _number(sheet, row, cells, "weight", least=0)
    missing = next((name for name in given.criteria if name not in weights), None)
    if missing is not None:
        raise WrongCell(sheet.file, 1, "criterion", _("%(name)s has no weight.") % {"name": missing})
    if given.criteria and not sum(weights.values()):
        raise WrongCell(sheet.file, 1, "weight", _("At least one criterion needs a weight above 0."))
    return weights


def _number(sheet: Sheet, row: int, cells: Mapping[str, str], column: str, *, least: float = -HIGHEST) -> float:
    text = sheet.filled(row, cells, column)
    value = float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else math.nan
    if not least <= value <= HIGHEST:
        raise WrongCell(sheet.file, row, column, _("“%(text)s” is no number that can stand here.") % {"text": text})
    return value


def _counted(given: _Given, weights: Mapping[str, float]) -> tuple[list[Ballot], list[str]]:
    """Weigh the complete ballots, and say what does not count."""
    ballots, halves, total = [], [], math.fsum(weights.values())
    for (judge, project), scores in sorted(given.scores.items()):
        if len(scores) < len(given.criteria):
            halves.append(f"{judge} on {project}")
            continue
        score = math.fsum(weight * scores[name] for name, weight in weights.items()) / total
        ballots.append(Ballot(judge, project, score))
    return ballots, list(_remarks(given, halves))


def _remarks(given: _Given, halves: Sequence[str]) -> Iterator[str]:
    if halves:
        named = ", ".join(halves[:NAMED_AT_MOST]) + (", …" if len(halves) > NAMED_AT_MOST else "")
        yield _("Not counted, for lack of a criterion: %(named)s (%(count)s in all).") % {
            "count": len(halves),
            "named": named,
        }
    if given.repeated:
        yield _("Lines that say again what was said, and are counted once: %(count)s.") % {"count": given.repeated}


def _cells(row: Standing) -> tuple[object, ...]:
    error = "" if row.standard_error is None else f"{row.standard_error:.6f}"
    tied = int(row.tied_with_next)
    score, mean = f"{row.score:.6f}", f"{row.raw_mean:.6f}"
    return row.place, row.project, score, error, mean, row.raw_place, row.ballots, tied, row.component


def _figures(ranked: Standings, remarks: Sequence[str]) -> dict[str, object]:
    return {
        "projects": len(ranked.rows),
        "judges": ranked.judges,
        "ballots": ranked.ballots,
        "components": ranked.components,
        "variance_ratio": ranked.variance_ratio,
        "winner_stability": ranked.winner_stability,
        "warnings": [*remarks, *ranked.warnings],
    }
