"""The life of an import: it is read in the background, looked at, and carried out in the background or dropped."""

from enum import StrEnum

from hackathon.core.flow import Flow, move


class ImportState(StrEnum):
    """Where an import stands."""

    READING = "READING"
    REFUSED = "REFUSED"
    CHECKED = "CHECKED"
    APPLYING = "APPLYING"
    APPLIED = "APPLIED"
    DROPPED = "DROPPED"


IMPORT_FLOW = Flow(
    {
        "check": move(ImportState.READING, to=ImportState.CHECKED),
        "refuse": move(ImportState.READING, to=ImportState.REFUSED),
        "apply": move(ImportState.CHECKED, to=ImportState.APPLYING),
        "recheck": move(ImportState.APPLYING, to=ImportState.CHECKED),
        "finish": move(ImportState.APPLYING, to=ImportState.APPLIED),
        "drop": move(ImportState.CHECKED, ImportState.REFUSED, to=ImportState.DROPPED),
    }
)
RUNNING = frozenset({ImportState.READING, ImportState.APPLYING})
