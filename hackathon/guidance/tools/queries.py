"""Reads about tools."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.guidance.tools.models import Tool
from hackathon.guidance.tools.rules import ToolStanding

Substitute = aliased(Tool, name="substitute")
stands_in = and_(Substitute.id == Tool.substitute_id, Substitute.standing != ToolStanding.BLOCKED)
"""Joins a tool with what to take instead; what is blocked itself is no substitute."""


def listed_tools(words: str) -> Select[Tool, str | None]:
    """Select tools whose name or vendor holds these words, by name, with what to take instead."""
    found = select(Tool, Substitute.name).outerjoin(Substitute, stands_in).where(_holds(words))
    return found.order_by(func.lower(Tool.name), Tool.id)


def tool_seen(session: Session, tool_id: int) -> tuple[Tool, Tool | None]:
    """Load a tool and what to take instead; everybody who is signed in may know what is allowed."""
    found = session.execute(
        select(Tool, Substitute).outerjoin(Substitute, stands_in).where(Tool.id == tool_id)
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such tool."))
    return found[0], found[1]


def all_tools(session: Session) -> Sequence[Tool]:
    """List the tools by name."""
    return session.scalars(select(Tool).order_by(func.lower(Tool.name), Tool.id)).all()


def usable_tools(session: Session, *, but: int | None = None) -> Sequence[Tool]:
    """List the tools that can stand in for another one, by name."""
    found = select(Tool).where(Tool.standing != ToolStanding.BLOCKED, Tool.id != (but or 0))
    return session.scalars(found.order_by(func.lower(Tool.name), Tool.id)).all()


def tool_names() -> Select[int, str, int]:
    """Select how tools are called in sentences: id, name, key of the address."""
    return select(Tool.id, Tool.name, Tool.id)


def _holds(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    text = words.lower()
    return or_(
        func.lower(Tool.name).contains(text, autoescape=True), func.lower(Tool.vendor).contains(text, autoescape=True)
    )
