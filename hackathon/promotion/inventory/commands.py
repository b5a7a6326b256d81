"""Taking the public inventory in."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import insert

from hackathon.core.decisions import require
from hackathon.core.search.index import write_all_entries
from hackathon.core.work import Work
from hackathon.promotion.inventory.facts import InventoryImported
from hackathon.promotion.inventory.models import InventoryImport, ReferenceCase
from hackathon.promotion.inventory.policy import can_import
from hackathon.promotion.inventory.rules import REFERENCE, Inventory, Recoded, as_written


def import_inventory(work: Work, inventory: Inventory) -> InventoryImport:
    """Keep every row as it came beside what it means; the cases of this import replace those before in searches."""
    require(can_import(work.actor))
    rows = [Recoded.of(inventory.head, row) for row in inventory.rows]
    taken = work.add(_import(work, inventory, rows))
    if rows:
        cases = zip(inventory.rows, rows, strict=True)
        values = [_case(taken.id, number, *case) for number, case in enumerate(cases, start=1)]
        work.session.execute(insert(ReferenceCase), values)
    write_all_entries(work.session, work.contributions.searchables[REFERENCE])
    work.record(InventoryImported(subject_id=taken.id, rows=taken.rows))
    return taken


def _import(work: Work, inventory: Inventory, rows: Sequence[Recoded]) -> InventoryImport:
    strange: dict[str, Counter[str]] = {}
    for row in rows:
        for column, spellings in row.strange.items():
            strange.setdefault(column, Counter()).update(spellings)
    return InventoryImport(
        file_name=inventory.file,
        head=list(inventory.head),
        rows=len(rows),
        recoded=sum(len(values) for row in rows for values in row.values.values()),
        unplaced=sum(counted.total() for counted in strange.values()),
        strange={column: dict(counted) for column, counted in strange.items()},
        imported_at=work.now,
    )


def _case(import_id: int, number: int, original: Sequence[str], row: Recoded) -> dict[str, object]:
    return {
        "import_id": import_id,
        "row_number": number,
        "name": row.cells["use_case_name"],
        "agency": row.cells["agency"],
        "stage": as_written("development_stage", row.cells["development_stage"]),
        "words": row.words,
        "original": list(original),
        "recoded": {column: list(values) for column, values in row.values.items()},
    }
