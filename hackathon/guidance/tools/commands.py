"""What can be done with tools: add and edit them."""

from dataclasses import asdict

from hackathon.core.decisions import Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.guidance.tools.facts import ToolAdded, ToolEdited
from hackathon.guidance.tools.models import Tool
from hackathon.guidance.tools.policy import can_keep_tools
from hackathon.guidance.tools.rules import ToolDraft, ToolStanding, check


def add_tool(work: Work, draft: ToolDraft) -> Tool:
    """Make a tool known; what data may go into it is the matrix's to say."""
    require(can_keep_tools(work.actor))
    _check(work, draft)
    tool = work.add(Tool(created_at=work.now, **asdict(draft)), unless_taken=_name_taken())
    work.record(ToolAdded(subject_id=tool.id, standing=tool.standing))
    return tool


def edit_tool(work: Work, tool_id: int, draft: ToolDraft, *, version: int | None = None) -> Tool:
    """Change what is said about a tool; projects that declared it read the new answer."""
    tool = work.lock(Tool, tool_id)
    require(can_keep_tools(work.actor))
    _check(work, draft, itself=tool.id)
    work.expect_version(tool, version)
    was = tool.standing
    with work.claiming(_name_taken()):
        for name, value in asdict(draft).items():
            setattr(tool, name, value)
    work.record(ToolEdited(subject_id=tool.id, was=was, standing=tool.standing))
    return tool


def _check(work: Work, draft: ToolDraft, *, itself: int | None = None) -> None:
    check(draft)
    if draft.substitute_id is None:
        return
    substitute = work.session.get(Tool, draft.substitute_id)
    if substitute is None or substitute.id == itself or substitute.standing == ToolStanding.BLOCKED:
        raise Invalid("substitute_id", _("Choose another tool that is not blocked itself."))


def _name_taken() -> Invalid:
    return Invalid("name", _("There is a tool of this name already."))
