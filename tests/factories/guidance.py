"""Data sets, tools and versions of the matrix for tests."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from hackathon.core.facts import Statement
from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.matrix.models import MatrixCell, MatrixVersion
from hackathon.guidance.tools.models import Tool
from hackathon.people.accounts.models import Account
from hackathon.projects.declarations.models import Use
from hackathon.projects.workspace.models import Project
from tests.clocks import NOON
from tests.factories.people import LONG_AGO, make_account
from tests.factories.saving import numbers, saved


def make_dataset(session: Session, owner: Account | None = None, **values: Any) -> Dataset:
    """Make an internal data set in use."""
    owner = owner or make_account(session, "", "product_owner")
    made = {
        "name": f"Readings {next(numbers)}",
        "data_class": "internal",
        "owner_id": owner.id,
        "terms": "Ask *first*.",
    }
    return saved(session, Dataset(**made | {"created_at": LONG_AGO} | values))


def make_tool(session: Session, **values: Any) -> Tool:
    """Make an approved tool."""
    made = {"name": f"Assistant {next(numbers)}", "vendor": "Nordsoft", "kind": "model", "created_at": LONG_AGO}
    return saved(session, Tool(**made | values))


def make_matrix(session: Session, tool: Tool, number: int = 1, **cells: str) -> MatrixVersion:
    """Make a version that says this about one tool, by class: `internal="allowed"`; other words are a condition."""
    maker, why = make_account(session, "", "steward"), saved(session, Statement.of("The contract says so."))
    made = {"number": number, "tool_id": tool.id, "statement_id": why.id, "made_by": maker.id, "made_at": NOON}
    version = saved(session, MatrixVersion(**made))
    for data_class, said in cells.items():
        saved(session, MatrixCell(matrix_version=number, tool_id=tool.id, data_class=data_class, **_cell(said)))
    return version


def make_use(session: Session, project: Project, dataset: Dataset, tool: Tool, by: Account, **values: Any) -> Use:
    """Make a declaration that was allowed under version 1."""
    made: dict[str, Any] = {"project_id": project.id, "dataset_id": dataset.id, "tool_id": tool.id}
    made |= {"verdict": "allowed", "matrix_version": 1, "declared_by": by.id, "declared_at": NOON}
    return saved(session, Use(**made | values))


def _cell(said: str) -> Mapping[str, str]:
    return {"verdict": said} if said in {"allowed", "blocked"} else {"verdict": "condition", "condition": said}
