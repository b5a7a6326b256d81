"""The life of a use case, from nomination to live, and how long its path is."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class CaseState(StrEnum):
    """Where a use case is. `SUSPENDED` remembers where it resumes."""

    NOMINATED = "NOMINATED"
    SCREENED = "SCREENED"
    SELECTED = "SELECTED"
    WAITING = "WAITING"
    PARKED = "PARKED"
    DECLINED = "DECLINED"
    MERGED = "MERGED"
    OFFERED = "OFFERED"
    ADOPTED = "ADOPTED"
    BUILDING = "BUILDING"
    PILOT = "PILOT"
    LIVE = "LIVE"
    RETIRED = "RETIRED"
    SUSPENDED = "SUSPENDED"


class CasePath(StrEnum):
    """How long the path is: as long as the risk. Only the light one goes without a selection round."""

    LIGHT = "light"
    STANDARD = "standard"
    FULL = "full"


def longest(*paths: str) -> CasePath:
    """Return the longest of these paths."""
    return max(map(CasePath, paths), key=list(CasePath).index)


def longer_paths(path: str) -> list[CasePath]:
    """List the paths that are longer than this one, the shortest first."""
    paths = list(CasePath)
    return paths[paths.index(CasePath(path)) + 1 :]


_S = CaseState

CARRIED = (_S.ADOPTED, _S.BUILDING, _S.PILOT, _S.LIVE)
"""The states in which an owner carries a use case."""

CASE_FLOW = Flow(
    {
        "pass": move(_S.NOMINATED, to=_S.SCREENED),
        "decline": move(_S.NOMINATED, _S.SCREENED, to=_S.DECLINED),
        "merge": move(_S.NOMINATED, _S.SCREENED, to=_S.MERGED),
        "renominate": move(_S.DECLINED, _S.PARKED, _S.WAITING, to=_S.NOMINATED),
        "select": move(_S.SCREENED, to=_S.SELECTED),
        "wait": move(_S.SCREENED, to=_S.WAITING),
        "offer": move(_S.SCREENED, _S.SELECTED, _S.OFFERED, _S.PARKED, _S.WAITING, to=_S.OFFERED),
        "park": move(_S.SCREENED, _S.SELECTED, _S.OFFERED, to=_S.PARKED),
        "reopen": move(_S.SCREENED, _S.SELECTED, _S.WAITING, _S.OFFERED, _S.PARKED, to=_S.NOMINATED),
        "lapse": move(_S.PARKED, to=_S.DECLINED),
        "adopt": move(_S.OFFERED, to=_S.ADOPTED),
        "build": move(_S.ADOPTED, to=_S.BUILDING),
        "pilot": move(_S.BUILDING, to=_S.PILOT),
        "go_live": move(_S.PILOT, to=_S.LIVE),
        "retire": move(*CARRIED, _S.SUSPENDED, to=_S.RETIRED),
        "end": move(_S.PILOT, to=_S.RETIRED),
        "suspend": move(*CARRIED, to=_S.SUSPENDED),
    }
)
