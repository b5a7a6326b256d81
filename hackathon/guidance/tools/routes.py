"""Pages of the tools: the list, each one, and its form."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.guidance.tools.commands import add_tool, edit_tool
from hackathon.guidance.tools.forms import ToolForm
from hackathon.guidance.tools.policy import can_keep_tools
from hackathon.guidance.tools.queries import listed_tools, tool_seen, usable_tools
from hackathon.guidance.tools.rules import KIND_LABELS, STANDING_LABELS, STANDING_TONES
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of
from hackathon.web.database import session, viewing, working
from hackathon.web.paging import page_of

blueprint = Blueprint("tools", __name__, url_prefix="/tools")
STANDINGS = {"labels": STANDING_LABELS, "tones": STANDING_TONES, "kinds": KIND_LABELS}
WORDS = 120


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List the tools, or those whose name or vendor holds some words."""
    words = request.args.get("q", "").strip()[:WORDS]
    page = page_of(session(), listed_tools(words), scalars=False)
    may_add = can_keep_tools(current_actor())
    return render_template("guidance/tools/index.html", page=page, words=words, may_add=may_add, **STANDINGS)


@blueprint.get("/<int:tool_id>")
@signed_in
def show(tool_id: int) -> ResponseReturnValue:
    """Show a tool: whether it may be used, what to take instead, and what happened."""
    tool, substitute = tool_seen(session(), tool_id)
    return render_template(
        "guidance/tools/show.html",
        tool=tool,
        substitute=substitute,
        may_edit=can_keep_tools(current_actor()),
        entries=activity_of(viewing(), "tool", tool_id, audiences=[Audience.VIEWERS]),
        **STANDINGS,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def add() -> ResponseReturnValue:
    """Make a tool known."""
    require(can_keep_tools(current_actor()))
    form = ToolForm()
    form.offer_substitutes(usable_tools(session()))
    if form.accepts():
        with form.guard(), working() as work:
            tool_id = add_tool(work, form.draft()).id
            flash(_("The tool is known. Say now which data may go into it."), "success")
            return redirect(url_for("guidance.matrix.edit", tool_id=tool_id))
    return render_template("guidance/tools/edit.html", form=form, tool=None), form.status


@blueprint.route("/<int:tool_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(tool_id: int) -> ResponseReturnValue:
    """Change what is said about a tool."""
    require(can_keep_tools(current_actor()))
    tool, _substitute = tool_seen(session(), tool_id)
    form = ToolForm(tool)
    form.offer_substitutes(usable_tools(session(), but=tool_id))
    if form.accepts():
        with form.guard(), working() as work:
            edit_tool(work, tool_id, form.draft(), version=form.version.data)
            flash(_("Saved. Projects that declared it read the new answer."), "success")
            return redirect(url_for(".show", tool_id=tool_id))
    return render_template("guidance/tools/edit.html", form=form, tool=tool), form.status
