"""What can be done with the matrix: say anew what may go to a tool, as a new version of the whole."""

from hackathon.core.decisions import Conflict, Invalid, Stale, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.guidance.matrix.facts import MatrixChanged
from hackathon.guidance.matrix.models import MatrixCell, MatrixVersion
from hackathon.guidance.matrix.policy import can_change_matrix
from hackathon.guidance.matrix.queries import cells_but, current_version, row_of
from hackathon.guidance.matrix.rules import Row, Verdict, check, full_row
from hackathon.guidance.tools.models import Tool


def change_row(work: Work, tool_id: int, row: Row, *, why: str, version: int | None = None) -> MatrixVersion:
    """Make the next version, in which one tool's row is new and everything else stands as it did."""
    tool = work.lock(Tool, tool_id)
    require(can_change_matrix(work.actor))
    row = full_row(row)
    check(row)
    present = current_version(work.session)
    _require_change(work, tool.id, row, why=why, present=present, version=version)
    said = work.state(why.strip())
    made = MatrixVersion(
        number=present + 1, tool_id=tool.id, statement_id=said.id, made_by=work.actor.id, made_at=work.now
    )
    work.add(made, unless_taken=Conflict(_("Somebody else changed the matrix at this moment. Look at it again.")))
    kept = [_like(cell, made) for cell in cells_but(work.session, present, tool.id)]
    work.session.add_all([*kept, *_cells(made, tool, row)])
    work.record(MatrixChanged(subject_id=made.number, tool_id=tool.id, **said.reference()))
    return made


def _require_change(work: Work, tool_id: int, row: Row, *, why: str, present: int, version: int | None) -> None:
    if not why.strip():
        raise Invalid("why", _("Say why, in a sentence that the people concerned can use."))
    if version is not None and version != present:
        raise Stale(
            _("The matrix changed while you were editing. Nothing was saved; your text is kept below."), version=present
        )
    if row_of(work.session, present, tool_id) == row:
        raise Conflict(_("This is what the matrix says already."))


def _cells(made: MatrixVersion, tool: Tool, row: Row) -> list[MatrixCell]:
    return [
        MatrixCell(
            matrix_version=made.number,
            tool_id=tool.id,
            data_class=data_class,
            verdict=cell.verdict,
            condition=cell.condition,
        )
        for data_class, cell in row.items()
        if cell.verdict != Verdict.ASK
    ]


def _like(cell: MatrixCell, made: MatrixVersion) -> MatrixCell:
    return MatrixCell(
        matrix_version=made.number,
        tool_id=cell.tool_id,
        data_class=cell.data_class,
        verdict=cell.verdict,
        condition=cell.condition,
    )
