"""Pages that suspend, resume and retire a use case, and the page that asks why, for all of promotion."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import LazySentence, _, lazy
from hackathon.core.work import Work
from hackathon.promotion.cases.commands import resume_case, retire_case, suspend_case
from hackathon.promotion.cases.forms import ReasonForm
from hackathon.promotion.cases.policy import can_resume, can_steer
from hackathon.promotion.cases.queries import Lineage, lineage_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("cases", __name__, url_prefix="/use-cases/<int:number>")


@dataclass(frozen=True)
class Asking:
    """The words of a page that asks why."""

    title: LazySentence
    explanation: LazySentence
    button: LazySentence
    done: LazySentence
    is_grave: bool = True


SUSPEND = Asking(
    lazy("Suspend this use case"),
    lazy("It stops where it is and remembers where it resumes. The team and the owner are told why."),
    lazy("Suspend"),
    lazy("Suspended. Resume it whenever it goes on."),
)
RETIRE = Asking(
    lazy("Retire this use case"),
    lazy("This ends it for good. Its record, readings and evidence stay. The team and the owner are told why."),
    lazy("Retire"),
    lazy("Retired."),
)
Reasoned = Callable[[Work, str, int | None], Any]


@blueprint.route("/suspend", methods=["GET", "POST"])
@signed_in
def suspend(number: int) -> ResponseReturnValue:
    """Stop a use case for a while."""
    lineage = steered(number)
    case_id = lineage.case.id
    return asked_why(
        lineage, SUSPEND, lambda work, reason, version: suspend_case(work, case_id, reason, version=version)
    )


@blueprint.route("/retire", methods=["GET", "POST"])
@signed_in
def retire(number: int) -> ResponseReturnValue:
    """End a use case for good."""
    lineage = steered(number)
    case_id = lineage.case.id
    return asked_why(lineage, RETIRE, lambda work, reason, version: retire_case(work, case_id, reason, version=version))


@blueprint.post("/resume")
@signed_in
def resume(number: int) -> ResponseReturnValue:
    """Let a suspended use case go on."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_resume(current_actor(), lineage.case, has_steward=lineage.has_steward))
    case_id = lineage.case.id
    with working() as work:
        resume_case(work, case_id, version=ButtonForm().version.data)
    flash(_("It goes on where it stopped."), "success")
    return redirect(case_url(number))


def steered(number: int) -> Lineage:
    """Load a use case that the reader may move."""
    lineage = lineage_of(session(), current_actor(), number)
    require(can_steer(current_actor(), lineage.case))
    return lineage


def asked_why(lineage: Lineage, asking: Asking, command: Reasoned) -> ResponseReturnValue:
    """Show a page that asks why, and give the reason to a command."""
    url = case_url(lineage.case.number)
    form = ReasonForm(version=lineage.case.version)
    if form.accepts():
        with form.guard(), working() as work:
            command(work, str(form.reason.data), form.version.data)
            flash(str(asking.done), "success")
            return redirect(url)
    return render_template("promotion/cases/reason.html", origin=lineage, form=form, asking=asking), form.status


def case_url(number: int) -> str:
    """Return the address of a use case's page."""
    return url_for("promotion.portfolio.show", number=number)
