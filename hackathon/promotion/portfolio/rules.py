"""What the board and the page of a use case say: columns, steps, and who is waited for."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.promotion.cases.states import CasePath, CaseState
from hackathon.promotion.history.rules import MOVING

_S = CaseState

STATE_LABELS: dict[str, LazySentence] = {
    _S.NOMINATED: lazy("nominated"),
    _S.SCREENED: lazy("screened"),
    _S.SELECTED: lazy("selected"),
    _S.WAITING: lazy("waiting"),
    _S.PARKED: lazy("parked"),
    _S.DECLINED: lazy("declined"),
    _S.MERGED: lazy("merged"),
    _S.OFFERED: lazy("on offer"),
    _S.ADOPTED: lazy("adopted"),
    _S.BUILDING: lazy("building"),
    _S.PILOT: lazy("pilot"),
    _S.LIVE: lazy("live"),
    _S.RETIRED: lazy("retired"),
    _S.SUSPENDED: lazy("suspended"),
}
STATE_TONES: dict[str, str] = {
    _S.LIVE: "good",
    _S.PILOT: "accent",
    _S.BUILDING: "accent",
    _S.ADOPTED: "accent",
    _S.SUSPENDED: "warn",
}


@dataclass(frozen=True)
class Column:
    """One column of the board: the states that stand in it."""

    key: str
    label: LazySentence
    states: tuple[CaseState, ...]


COLUMNS = (
    Column("nominated", lazy("Nominated"), (_S.NOMINATED, _S.WAITING)),
    Column("offered", lazy("On offer"), (_S.SCREENED, _S.SELECTED, _S.OFFERED)),
    Column("adopted", lazy("Adopted"), (_S.ADOPTED,)),
    Column("building", lazy("Building"), (_S.BUILDING,)),
    Column("pilot", lazy("Pilot"), (_S.PILOT,)),
    Column("live", lazy("Live"), (_S.LIVE,)),
    Column("aside", lazy("Set aside"), (_S.PARKED, _S.DECLINED, _S.MERGED, _S.SUSPENDED, _S.RETIRED)),
)
STALLED = Column("stalled", lazy("Stalled"), tuple(sorted(MOVING)))
"""No column of the board, but all its use cases that stand longer where they are than most did."""


def column_named(key: str) -> Column | None:
    """Find a column by the key that stands in addresses."""
    return next((column for column in (*COLUMNS, STALLED) if column.key == key), None)


def waiting_on(state: str, *, path: str, owner: str | None, asked: str | None, is_owner_missing: bool) -> str:
    """Say whom a use case waits for, by name where somebody is `asked` for a signature; empty when for nobody."""
    if is_owner_missing:
        return _("a new owner")
    if state in {_S.NOMINATED, _S.OFFERED} and asked:
        return asked
    if state == _S.SCREENED and path != CasePath.LIGHT:
        return _("a selection round")
    if state in {_S.NOMINATED, _S.SCREENED, _S.SELECTED}:
        return _("a steward")
    if state in {_S.ADOPTED, _S.BUILDING, _S.PILOT, _S.SUSPENDED}:
        return owner or ""
    return ""


STEPS: tuple[tuple[str, LazySentence], ...] = (
    (_S.NOMINATED, lazy("Nominated")),
    (_S.SCREENED, lazy("Screened")),
    (_S.ADOPTED, lazy("Adopted")),
    (_S.BUILDING, lazy("Building")),
    (_S.PILOT, lazy("Pilot")),
    (_S.LIVE, lazy("Live")),
)
_STANDS_AT = {
    _S.WAITING: _S.NOMINATED,
    _S.DECLINED: _S.NOMINATED,
    _S.MERGED: _S.NOMINATED,
    _S.SELECTED: _S.SCREENED,
    _S.OFFERED: _S.SCREENED,
    _S.PARKED: _S.SCREENED,
    _S.RETIRED: _S.LIVE,
}


@dataclass(frozen=True)
class Step:
    """One step of the path as the stepper draws it."""

    number: int
    label: LazySentence
    state: str
    detail: str


def steps_of(state: str, *, resumes_in: str | None, reached: Mapping[str, str], missing: int | None) -> list[Step]:
    """Place a use case on the path: steps `reached` with their day in words, and what the next one needs."""
    names = [name for name, _label in STEPS]
    stands_at = names.index(_STANDS_AT.get(CaseState(resumes_in or state), CaseState(resumes_in or state)))
    return [
        Step(
            number=at + 1,
            label=label,
            state=_progress(at, stands_at, is_over=state in {_S.LIVE, _S.RETIRED}),
            detail=_detail(reached.get(name, "") if at <= stands_at else "", _note(state, at - stands_at, missing)),
        )
        for at, (name, label) in enumerate(STEPS)
    ]


def _progress(at: int, stands_at: int, *, is_over: bool) -> str:
    if at < stands_at or (at == stands_at and is_over):
        return "done"
    return "now" if at == stands_at else "next"


def _note(state: str, distance: int, missing: int | None) -> str:
    if distance == 0 and state in {
        _S.SELECTED,
        _S.DECLINED,
        _S.MERGED,
        _S.PARKED,
        _S.SUSPENDED,
        _S.RETIRED,
        _S.OFFERED,
    }:
        return str(STATE_LABELS[state])
    if distance == 1 and missing:
        return _("needs %(count)s more") % {"count": missing}
    return ""


def _detail(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
