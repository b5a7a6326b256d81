"""Changing the matrix: a new version of the whole, by stewards, and never over somebody else's."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.facts import FactRow, Statement
from hackathon.core.work import Work
from hackathon.guidance.matrix.commands import change_row
from hackathon.guidance.matrix.models import MatrixCell, MatrixVersion
from hackathon.guidance.matrix.rules import Cell, Verdict
from hackathon.people.accounts.models import Account
from tests.factories import make_account
from tests.factories.guidance import make_matrix, make_tool

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
BLOCKED = {"internal": Cell(Verdict.BLOCKED), "public": Cell(Verdict.CONDITION, "no names")}
WHY = "The vendor trains on it."


def cells(session: Session, number: int) -> set[tuple[int, str, str, str]]:
    found = session.scalars(select(MatrixCell).where(MatrixCell.matrix_version == number))
    return {(each.tool_id, each.data_class, each.verdict, each.condition) for each in found}


def test_change_makes_a_version_that_keeps_the_other_rows_and_the_version_before(
    session: Session, working: Working
) -> None:
    copilot, notebook = make_tool(session), make_tool(session)
    make_matrix(session, notebook, 1, internal="allowed")
    make_matrix(session, copilot, 2, internal="allowed", personal="with consent")
    session.add(MatrixCell(matrix_version=2, tool_id=notebook.id, data_class="internal", verdict="allowed"))
    session.commit()
    before, steward = cells(session, 2), make_account(session, "Stella", "steward")

    with working(steward) as work:
        change_row(work, copilot.id, BLOCKED, why=WHY, version=2)

    kept = (notebook.id, "internal", "allowed", "")
    row = {(copilot.id, "internal", "blocked", ""), (copilot.id, "public", "condition", "no names")}
    assert (cells(session, 3), cells(session, 2)) == ({kept} | row, before)
    version, fact = session.get_one(MatrixVersion, 3), session.scalars(select(FactRow)).one()
    assert (version.made_by, session.get_one(Statement, version.statement_id).text) == (steward.id, WHY)
    assert (fact.kind, fact.stream_id, fact.statement_id) == ("guidance.matrix.changed", 3, version.statement_id)


@pytest.mark.parametrize(
    ("row", "why", "version", "refusal"),
    [
        (BLOCKED, WHY, 0, Stale),
        (BLOCKED, "  ", 1, Invalid),
        ({"internal": Cell(Verdict.CONDITION)}, WHY, 1, Invalid),
        ({"internal": Cell(Verdict.ALLOWED)}, WHY, 1, Conflict),
    ],
)
def test_change_that_cannot_stand_makes_no_version(
    session: Session, working: Working, row: dict[str, Cell], why: str, version: int, refusal: type[Exception]
) -> None:
    tool, steward = make_tool(session), make_account(session, "Stella", "steward")
    make_matrix(session, tool, 1, internal="allowed")

    with pytest.raises(refusal), working(steward) as work:
        change_row(work, tool.id, row, why=why, version=version)

    assert session.scalars(select(MatrixVersion.number)).all() == [1]


@pytest.mark.parametrize("role", ["admin", "host", "product_owner"])
def test_change_by_others_is_denied(session: Session, working: Working, role: str) -> None:
    tool, somebody = make_tool(session), make_account(session, "Uwe", role)

    with pytest.raises(Denied), working(somebody) as work:
        change_row(work, tool.id, BLOCKED, why=WHY, version=0)
