"""Reads about what projects use."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.matrix.queries import ASKED, asked_from, with_cell
from hackathon.guidance.matrix.rules import Answer, Verdict, answer_to
from hackathon.guidance.tools.models import Tool
from hackathon.people.accounts.models import Account
from hackathon.projects.declarations.models import Use
from hackathon.projects.declarations.rules import change_since

MOST = 200
"""How many uses of one project are kept and shown."""


class Declared(NamedTuple):
    """A use with its data set and tool, who declared it, today's answer, and how that differs from the one then."""

    use: Use
    dataset: Dataset
    tool: Tool
    by: str
    answer: Answer
    change: str


def uses_of(session: Session, project_id: int) -> Sequence[Declared]:
    """List what a project uses with today's answers, by data set and tool. One query."""
    found = (
        select(Use, Account.display_name, *ASKED)
        .join(Dataset, Dataset.id == Use.dataset_id)
        .join(Tool, Tool.id == Use.tool_id)
        .join(Account, Account.id == Use.declared_by)
        .where(Use.project_id == project_id)
        .order_by(func.lower(Dataset.name), func.lower(Tool.name), Use.id)
        .limit(MOST)
    )
    return [_declared(use, by, asked) for use, by, *asked in session.execute(with_cell(found))]


def use_of(session: Session, project_id: int, dataset_id: int, tool_id: int) -> Use | None:
    """Find whether a project declared this data set in this tool."""
    found = select(Use).where(Use.project_id == project_id, Use.dataset_id == dataset_id, Use.tool_id == tool_id)
    return session.scalars(found).one_or_none()


def number_of_uses(session: Session, project_id: int) -> int:
    """Count what a project declared."""
    return session.scalar(select(func.count()).select_from(Use).where(Use.project_id == project_id)) or 0


def _declared(use: Use, by: str, asked: list[object]) -> Declared:
    answer = answer_to(asked_from(asked))
    change = change_since(Verdict(use.verdict), use.matrix_version, answer)
    return Declared(use, asked[0], asked[1], by, answer, change)  # type: ignore[arg-type]  # selected in this order
