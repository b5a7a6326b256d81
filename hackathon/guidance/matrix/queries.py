"""Reads about the matrix: its versions, what each says, and everything an answer follows from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, String, and_, cast, func, literal, select
from sqlalchemy.orm import Session

from hackathon.core.facts import Statement
from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.matrix.models import MatrixCell, MatrixVersion
from hackathon.guidance.matrix.rules import Asked, Cell, Row, cell_of, full_row
from hackathon.guidance.tools.models import Tool
from hackathon.guidance.tools.queries import Substitute, stands_in
from hackathon.people.accounts.models import Account


class Edition(NamedTuple):
    """A version of the matrix with who made it, when, why, and about which tool."""

    number: int
    tool: str
    why: str | None
    maker: str
    at: datetime


def newest_version() -> ScalarSelect[int]:
    """Say in SQL which version holds now, 0 before the first."""
    return select(func.coalesce(func.max(MatrixVersion.number), 0)).scalar_subquery()


def current_version(session: Session) -> int:
    """Return which version holds now, 0 before the first."""
    return session.scalar(select(newest_version())) or 0


def editions() -> Select[int, str, str | None, str, datetime]:
    """Select the versions, newest first."""
    return (
        select(MatrixVersion.number, Tool.name, Statement.text, Account.display_name, MatrixVersion.made_at)
        .join(Tool, Tool.id == MatrixVersion.tool_id)
        .join(Account, Account.id == MatrixVersion.made_by)
        .join(Statement, Statement.id == MatrixVersion.statement_id)
        .order_by(MatrixVersion.number.desc())
    )


def edition(session: Session, number: int) -> Edition | None:
    """Read one version; None where there is none of this number."""
    found = session.execute(editions().where(MatrixVersion.number == number)).one_or_none()
    return Edition(*found) if found else None


def rows_of(session: Session, number: int, tool_ids: Sequence[int]) -> dict[int, dict[str, Cell]]:
    """Read what a version says about some tools: a cell for every class."""
    found: dict[int, dict[str, Cell]] = {tool_id: {} for tool_id in tool_ids}
    for cell in session.scalars(_cells(number).where(MatrixCell.tool_id.in_(tool_ids))):
        found[cell.tool_id][cell.data_class] = cell_of(cell.verdict, cell.condition)
    return {tool_id: full_row(row) for tool_id, row in found.items()}


def cells_but(session: Session, number: int, tool_id: int) -> Sequence[MatrixCell]:
    """List what a version says about all tools but one."""
    return session.scalars(_cells(number).where(MatrixCell.tool_id != tool_id)).all()


def row_of(session: Session, number: int, tool_id: int) -> Row:
    """Read what a version says about one tool."""
    return rows_of(session, number, [tool_id])[tool_id]


ASKED = (Dataset, Tool, Substitute.name, MatrixCell.verdict, MatrixCell.condition, newest_version())
"""What `asked_from` reads an answer from, selected where a data set meets a tool."""


def with_cell(found: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Join a select of `ASKED` over data sets and tools with the substitute and what the matrix says now."""
    is_cell = and_(
        MatrixCell.matrix_version == newest_version(),
        MatrixCell.tool_id == Tool.id,
        MatrixCell.data_class == Dataset.data_class,
    )
    return found.outerjoin(Substitute, stands_in).outerjoin(MatrixCell, is_cell)


def asked_of(session: Session, dataset_id: int, tool_id: int) -> Asked | None:
    """Read everything the answer for a data set in a tool follows from; None where one of them is not there."""
    meeting = select(*ASKED).select_from(Dataset).join(Tool, Tool.id == tool_id).where(Dataset.id == dataset_id)
    found = session.execute(with_cell(meeting)).one_or_none()
    return asked_from(found) if found else None


def asked_from(row: Sequence[Any]) -> Asked:
    """Turn a selected row of `ASKED` into what the rule asks."""
    dataset, tool, substitute, verdict, condition, number = row
    return Asked(
        dataset=dataset.name,
        data_class=dataset.data_class,
        is_withdrawn=dataset.is_withdrawn,
        tool=tool.name,
        standing=tool.standing,
        condition=tool.condition,
        substitute=substitute,
        cell=cell_of(verdict, condition),
        matrix_version=number,
    )


def matrix_names() -> Select[int, str, int]:
    """Select how versions are called in sentences: number, name, key of the address."""
    name = literal("v") + cast(MatrixVersion.number, String)
    return select(MatrixVersion.number, name, MatrixVersion.number)


def _cells(number: int) -> Select[MatrixCell]:
    return select(MatrixCell).where(MatrixCell.matrix_version == number)
