"""Pages of the matrix: what holds now, earlier versions, and changing one tool's row."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.guidance.matrix.commands import change_row
from hackathon.guidance.matrix.forms import RowForm, shown
from hackathon.guidance.matrix.policy import can_change_matrix
from hackathon.guidance.matrix.queries import current_version, edition, editions, row_of, rows_of
from hackathon.guidance.matrix.rules import VERDICT_LABELS, VERDICT_TONES
from hackathon.guidance.tools.queries import listed_tools, tool_seen
from hackathon.guidance.tools.rules import STANDING_LABELS, STANDING_TONES
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("matrix", __name__, url_prefix="/matrix")
WORDS = {
    "classes": DATA_CLASS_LABELS,
    "verdicts": VERDICT_LABELS,
    "verdict_tones": VERDICT_TONES,
    "standings": STANDING_LABELS,
    "standing_tones": STANDING_TONES,
}


@blueprint.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show what holds now."""
    return _page(current_version(session()), is_current=True)


@blueprint.get("/versions")
@signed_in
def versions() -> ResponseReturnValue:
    """List the versions with who made each, when and why."""
    return render_template("guidance/matrix/versions.html", page=page_of(session(), editions(), scalars=False))


@blueprint.get("/versions/<int:matrix_version>")
@signed_in
def version(matrix_version: int) -> ResponseReturnValue:
    """Show what an earlier version said."""
    if edition(session(), matrix_version) is None:
        raise Missing(_("The matrix has no such version."))
    return _page(matrix_version, is_current=matrix_version == current_version(session()))


@blueprint.route("/tools/<int:tool_id>", methods=["GET", "POST"])
@signed_in
def edit(tool_id: int) -> ResponseReturnValue:
    """Say anew what may go to a tool."""
    require(can_change_matrix(current_actor()))
    tool, _substitute = tool_seen(session(), tool_id)
    number = current_version(session())
    form = RowForm(version=number, **shown(row_of(session(), number, tool_id)))
    if form.accepts():
        with form.guard(), working() as work:
            change_row(work, tool_id, form.row(), why=form.why.data or "", version=form.version.data)
            flash(_("The matrix has a new version, which holds from now on."), "success")
            return redirect(url_for(".show"))
    return render_template("guidance/matrix/edit.html", tool=tool, form=form), form.status


def _page(number: int, *, is_current: bool) -> str:
    page = page_of(session(), listed_tools(""), scalars=False)
    content: dict[str, Any] = {
        "page": page,
        "number": number,
        "is_current": is_current,
        "edition": edition(session(), number),
        "rows": rows_of(session(), number, [tool.id for tool, _substitute in page.rows]),
        "may_change": is_current and can_change_matrix(current_actor()),
    }
    return render_template("guidance/matrix/show.html", **content, **WORDS)
