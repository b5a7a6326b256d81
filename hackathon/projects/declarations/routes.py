"""The page on which a team says what its project uses and sees what the rules answer."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import ProjectAction, Viewing
from hackathon.core.i18n import _
from hackathon.guidance.datasets.queries import datasets_in_use
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS, DATA_CLASS_TONES
from hackathon.guidance.matrix.queries import asked_of
from hackathon.guidance.matrix.rules import VERDICT_LABELS, VERDICT_TONES, Answer, answer_to
from hackathon.guidance.tools.queries import all_tools
from hackathon.projects.declarations.commands import declare_use, take_back_use
from hackathon.projects.declarations.forms import DeclareForm
from hackathon.projects.declarations.policy import can_declare
from hackathon.projects.declarations.queries import uses_of
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.queries import project_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("declarations", __name__, url_prefix="/projects/<int:project_id>/data-and-tools")
WORDS = {
    "classes": DATA_CLASS_LABELS,
    "class_tones": DATA_CLASS_TONES,
    "verdicts": VERDICT_LABELS,
    "verdict_tones": VERDICT_TONES,
}


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def index(project_id: int) -> ResponseReturnValue:
    """Show what a project uses; to its team also what the rules answer to something chosen, before it is declared."""
    seen = project_seen(session(), current_actor(), project_id)
    may_declare, form = can_declare(current_actor(), seen.project, seen.event), DeclareForm()
    chosen = form.data if request.method == "POST" else _chosen()
    if form.accepts():
        with form.guard(), working() as work:
            declare_use(work, project_id, **form.values())
            flash(_("Declared. Judges and organizers see it with today's answer."), "success")
            return redirect(url_for(".index", project_id=project_id))
    offered = _offered(chosen) if may_declare else {}
    shown = {"words": WORDS, "declared": uses_of(session(), project_id), "may_declare": may_declare, "form": form}
    content = {**seen._asdict(), **offered, **shown}
    return render_template("projects/declarations/index.html", **content), form.status


@blueprint.post("/<int:use_id>/take-back")
@signed_in
def take_back(project_id: int, use_id: int) -> ResponseReturnValue:
    """Take back something that was declared."""
    seen = project_seen(session(), current_actor(), project_id)
    with working() as work:
        take_back_use(work, seen.project.id, use_id)
    flash(_("Taken back."), "success")
    return redirect(url_for(".index", project_id=project_id))


def show_action(_viewing: Viewing, project: Project) -> ProjectAction:
    """Lead everybody who sees a project to what it uses; asks nothing of the database."""
    return ProjectAction(
        _("Data and tools"), url_for("projects.declarations.index", project_id=project.id), 1, "shield-check"
    )


def _chosen() -> dict[str, int | None]:
    """Read what the address asks about: a GET writes nothing, so the answer is there before anything is saved."""
    return {name: _number(request.args.get(name, "")) for name in ("dataset_id", "tool_id")}


def _offered(chosen: dict[str, Any]) -> dict[str, Any]:
    """Load what can be chosen, and the answer to what was."""
    return {
        "chosen": chosen,
        "datasets": datasets_in_use(session()),
        "tools": all_tools(session()),
        "answer": _answer(chosen["dataset_id"], chosen["tool_id"]),
    }


def _answer(dataset_id: int | None, tool_id: int | None) -> Answer | None:
    if dataset_id is None or tool_id is None:
        return None
    asked = asked_of(session(), dataset_id, tool_id)
    return answer_to(asked) if asked else None


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < len("1000000000") else None
