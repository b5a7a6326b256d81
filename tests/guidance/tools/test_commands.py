"""Tools: kept by stewards; a limited one has a condition, a blocked one what to take instead."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, Invalid, Stale
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.guidance.tools.commands import add_tool, edit_tool
from hackathon.guidance.tools.models import Tool
from hackathon.guidance.tools.rules import ToolDraft
from hackathon.people.accounts.models import Account
from tests.factories import make_account
from tests.factories.guidance import make_tool

Working = Callable[[Account | Actor], AbstractContextManager[Work]]


def draft(**values: object) -> ToolDraft:
    return ToolDraft(**{"name": "Copilot", "kind": "model", "standing": "approved", "vendor": "Nordsoft"} | values)  # type: ignore[arg-type]


def test_blocked_tool_names_its_substitute(session: Session, working: Working) -> None:
    steward, other = make_account(session, "Stella", "steward"), make_tool(session)

    with working(steward) as work:
        tool_id = add_tool(work, draft()).id
    with working(steward) as work:
        edit_tool(work, tool_id, draft(standing="blocked", substitute_id=other.id), version=1)

    session.expire_all()
    tool = session.get_one(Tool, tool_id)
    assert (tool.name, tool.standing, tool.substitute_id, tool.version) == ("Copilot", "blocked", other.id, 2)
    kinds = session.scalars(select(FactRow.kind).order_by(FactRow.id)).all()
    assert kinds == ["guidance.tools.added", "guidance.tools.edited"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "spell"}, "kind"),
        ({"standing": "loved"}, "standing"),
        ({"standing": "limited"}, "condition"),
        ({"condition": "no names"}, "condition"),
        ({"substitute_id": 1}, "substitute_id"),
        ({"standing": "blocked", "substitute_id": "itself"}, "substitute_id"),
        ({"standing": "blocked", "substitute_id": "a blocked one"}, "substitute_id"),
    ],
)
def test_tool_that_cannot_be_is_invalid(
    session: Session, working: Working, changes: dict[str, object], field: str
) -> None:
    steward, tool = make_account(session, "Stella", "steward"), make_tool(session)
    others = {"itself": tool.id, "a blocked one": make_tool(session, standing="blocked").id}
    named = {key: others.get(str(value), value) for key, value in changes.items()}

    with pytest.raises(Invalid) as refused, working(steward) as work:
        edit_tool(work, tool.id, draft(**named), version=1)

    assert refused.value.field == field


def test_tool_of_somebody_elses_edit_is_stale_and_of_others_denied(session: Session, working: Working) -> None:
    tool = make_tool(session)

    with pytest.raises(Stale), working(make_account(session, "Stella", "steward")) as work:
        edit_tool(work, tool.id, draft(), version=5)
    with pytest.raises(Denied), working(make_account(session, "Ada", "admin")) as work:
        edit_tool(work, tool.id, draft(), version=1)
