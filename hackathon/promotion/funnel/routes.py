"""The page that shows how hard and how fast the filter is, and the same for a spreadsheet."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.i18n import _
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.funnel.queries import figures_in, tallies
from hackathon.promotion.funnel.rules import PATH_LABELS, STATE_NAMES, OnPath, Period, bars_of, period_typed
from hackathon.promotion.history.rules import STEPS
from hackathon.promotion.nominations.rules import REASON_LABELS
from hackathon.web.access import signed_in
from hackathon.web.database import viewing
from hackathon.web.lists import sent_as_csv

blueprint = Blueprint("funnel", __name__, url_prefix="/use-cases/funnel")
COLUMNS = tuple(step for step in STEPS if step != CaseState.BUILDING)
NOES = (CaseState.DECLINED, CaseState.MERGED, CaseState.PARKED)


@blueprint.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show what became of the nominations of a period: by path, step by step, and question by question."""
    view, period = viewing(), _period()
    figures = figures_in(view, period)
    return render_template(
        "promotion/funnel/show.html",
        period=period,
        figures=figures,
        questions=tallies(view, period),
        columns=COLUMNS,
        names=STATE_NAMES,
        paths=PATH_LABELS,
        reasons=REASON_LABELS,
        bars=bars_of(figures.leads),
    )


@blueprint.get("/funnel.csv")
@signed_in
def export() -> ResponseReturnValue:
    """Hand the funnel to a spreadsheet, a row for each path."""
    figures = figures_in(viewing(), _period())
    states = [STATE_NAMES[each] for each in (*COLUMNS, *NOES)]
    head = [_("Path"), *states, _("Yes"), _("No"), _("Days to yes"), _("Days to no")]
    return sent_as_csv("funnel", head, [_row(each) for each in figures.paths])


@blueprint.get("/questions.csv")
@signed_in
def export_questions() -> ResponseReturnValue:
    """Hand what the must-pass questions did to a spreadsheet."""
    head = [_("Question"), _("Answered"), _("Stopped"), _("Waived")]
    asked = tallies(viewing(), _period())
    return sent_as_csv("questions", head, [(each.words, each.answered, each.stopped, each.waived) for each in asked])


def _period() -> Period:
    return period_typed(request.args.get("from", ""), request.args.get("to", ""))


def _row(each: OnPath) -> Sequence[object]:
    reached = [each.reached[state] for state in (*COLUMNS, *NOES)]
    return [PATH_LABELS[each.path], *reached, each.yes, each.no, each.days_to_yes, each.days_to_no]
