"""The board, the page of a use case, and what promotion puts on the pages of the floors below."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS
from hackathon.projects.workspace.models import Project
from hackathon.promotion.adoption.states import OfferState
from hackathon.promotion.cases.queries import Lineage, case_seen, lineage_of
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.promotion.funnel.rules import PATH_LABELS
from hackathon.promotion.gates.policy import can_answer_evidence
from hackathon.promotion.gates.queries import Shown, newest_evidence
from hackathon.promotion.gates.rules import Gate, Requirement, gate_of
from hackathon.promotion.impact.queries import readings_of
from hackathon.promotion.impact.rules import Chart, Measured, chart_of, plain
from hackathon.promotion.nominations.policy import can_nominate
from hackathon.promotion.portfolio.policy import allowed, audiences
from hackathon.promotion.portfolio.queries import (
    Card,
    Filters,
    Opened,
    Pace,
    adopted_of,
    board,
    card_of,
    life_of,
    listed_cases,
    milestones,
    opened_case,
    owners,
    pace_now,
)
from hackathon.promotion.portfolio.rules import (
    COLUMNS,
    STALLED,
    STATE_LABELS,
    STATE_TONES,
    column_named,
    steps_of,
    waiting_on,
)
from hackathon.promotion.selection.policy import can_open
from hackathon.promotion.team_time.queries import seen_along
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of, activity_page
from hackathon.web.database import contributions, session, viewing
from hackathon.web.lists import sent_as_csv
from hackathon.web.paging import page_of
from hackathon.web.templating import day

blueprint = Blueprint("portfolio", __name__, url_prefix="/use-cases")
SHOWN_FACTS = 6
HAS_OUTCOME = {*CARRIED, CaseState.SUSPENDED, CaseState.RETIRED}
WORDS = {"labels": STATE_LABELS, "tones": STATE_TONES, "paths": PATH_LABELS, "data_classes": DATA_CLASS_LABELS}


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Show all use cases as a board, or one column of it page by page."""
    filters, pace = _filters(), pace_now(viewing())
    shown = {"filters": filters, "owners": owners(session()), "columns": (*COLUMNS, STALLED), "pace": pace, **WORDS}
    if filters.column is None:
        filled, may = board(session(), current_actor(), filters, pace), can_open(current_actor())
        return render_template("promotion/portfolio/index.html", board=filled, may_open_rounds=may, **shown)
    page = page_of(session(), listed_cases(current_actor(), filters, pace), scalars=False)
    cards = [card_of(row) for row in page.rows]
    return render_template("promotion/portfolio/list.html", page=page, cards=cards, **shown)


@blueprint.get("/use-cases.csv")
@signed_in
def export() -> ResponseReturnValue:
    """Hand the use cases that the board shows to a spreadsheet, the stalled and then the longest waiting first."""
    pace = pace_now(viewing())
    cards = [card_of(row) for row in session().execute(listed_cases(current_actor(), _filters(), pace))]
    head = [_("Number"), _("Title"), _("Path"), _("State"), _("Since"), _("Days"), _("Stalled"), _("Event")]
    return sent_as_csv("use-cases", [*head, _("Owner"), _("Waits for")], [_cells(each, pace) for each in cards])


@blueprint.get("/<int:number>")
@signed_in
def show(number: int) -> ResponseReturnValue:
    """Show a use case: its path, what it waits for, its outcome, and where it comes from."""
    view, opened = viewing(), opened_case(session(), current_actor(), number)
    lineage, use_case = opened.lineage, opened.lineage.case
    return render_template(
        "promotion/portfolio/show.html",
        origin=lineage,
        team=list(dict.fromkeys(each.name for each in seen_along(view, use_case))),
        panels=contributions().panels_on("case", view, use_case),
        entries=activity_of(view, "case", use_case.id, audiences=audiences(view.actor, use_case), limit=SHOWN_FACTS),
        **WORDS,
        **_standing(view, opened),
    )


@blueprint.get("/<int:number>/activity")
@signed_in
def activity(number: int) -> ResponseReturnValue:
    """Show everything that happened to a use case."""
    use_case = lineage_of(session(), current_actor(), number).case
    page = activity_page(viewing(), "case", use_case.id, audiences=audiences(current_actor(), use_case))
    return render_template("activity.html", title=use_case.title, back=url_for(".show", number=number), page=page)


def fact_audiences(view: Viewing, case_id: int) -> list[Audience]:
    """Say which facts of a use case's page somebody reads; raise `Missing` where there is none to see."""
    return audiences(view.actor, case_seen(view.session, view.actor, case_id))


@dataclass(frozen=True)
class Item:
    """One line of the evidence checklist."""

    requirement: Requirement
    shown: Shown | None
    is_accepted: bool
    may_answer: bool


def _cells(card: Card, pace: Pace) -> tuple[object, ...]:
    return (
        card.number,
        card.title,
        PATH_LABELS[card.path],
        STATE_LABELS[card.state],
        card.state_since,
        (pace.now - card.state_since).days,
        _("yes") if pace.is_stalled(card) else _("no"),
        card.event,
        card.owner,
        card.waits_for,
    )


def _filters() -> Filters:
    owner = request.args.get("owner", "")
    return Filters(
        words=request.args.get("q", "").strip()[:120],
        owner_id=int(owner) if owner.isdecimal() and len(owner) < len("1000000000") else None,
        column=column_named(request.args.get("state", "")),
    )


def _standing(view: Viewing, opened: Opened) -> dict[str, Any]:
    """Read where a use case stands: its offer, its gate, its path and its outcome."""
    lineage, offered = opened.lineage, opened.offered
    use_case, offer = lineage.case, offered.offer if offered else None
    return {
        "put": opened.put,
        "offered": offered,
        "waits_for": _waits_for(opened),
        "may": allowed(
            view.actor,
            use_case,
            offer,
            proposed_id=opened.put.nomination.proposed_owner_id if opened.put else None,
            has_steward=lineage.has_steward,
        ),
        **_path(view, lineage),
        **_outcome(view, lineage),
    }


def _waits_for(opened: Opened) -> str:
    lineage, offered, put, asked = opened.lineage, opened.offered, opened.put, None
    if offered is not None and offered.offer.state == OfferState.OPEN:
        asked = offered.sponsor if offered.offer.signed_at else offered.owner
    elif put is not None and lineage.case.path_signed_at is None:
        asked = put.proposed_owner
    else:
        asked = opened.deciders
    return waiting_on(
        lineage.case.state,
        path=lineage.case.path,
        owner=lineage.owner.display_name if lineage.owner else None,
        asked=asked,
        is_owner_missing=lineage.case.owner_missing_since is not None,
    )


def _path(view: Viewing, lineage: Lineage) -> dict[str, Any]:
    use_case, gate = lineage.case, gate_of(lineage.case.state)
    items = _items(view, lineage, gate) if gate else []
    missing = sum(1 for item in items if not item.is_accepted)
    reached = {state: day(at) for state, at in milestones(view.session, use_case.id).items()}
    steps = steps_of(use_case.state, resumes_in=use_case.resumes_in, reached=reached, missing=missing)
    return {"gate": gate, "items": items, "missing": missing, "steps": steps}


def _items(view: Viewing, lineage: Lineage, gate: Gate) -> list[Item]:
    given = newest_evidence(view.session, lineage.case.id, gate.key)
    return [_item(view, lineage, each, given.get(each.key)) for each in gate.requirements]


def _item(view: Viewing, lineage: Lineage, requirement: Requirement, shown: Shown | None) -> Item:
    waits = shown is not None and shown.evidence.answered_at is None
    return Item(
        requirement,
        shown,
        is_accepted=bool(shown and shown.evidence.is_accepted),
        may_answer=bool(
            shown
            and waits
            and can_answer_evidence(view.actor, lineage.case, shown.evidence, has_steward=lineage.has_steward)
        ),
    )


def _outcome(view: Viewing, lineage: Lineage) -> dict[str, Any]:
    if lineage.case.state not in HAS_OUTCOME:
        return {"numbers": [], "chart": None}
    readings = readings_of(view.session, lineage.case.id)
    measured = [Measured(each.reading.measured_on, each.reading.value) for each in readings]
    numbers = [
        (day(each.reading.measured_on), plain(each.reading.value), each.reading.method, each.giver) for each in readings
    ]
    return {"numbers": numbers, "chart": _chart(lineage, measured)}


def _chart(lineage: Lineage, measured: list[Measured]) -> Chart | None:
    asked = lineage.challenge
    if not measured:
        return None
    return chart_of(
        measured,
        metric=asked.metric if asked else lineage.case.title,
        unit=asked.metric_unit if asked else "",
        baseline=asked.baseline if asked else None,
        target=asked.target if asked else None,
    )


def project_panel(view: Viewing, project: Project) -> Panel | None:
    """Show a project's use case on its page, or the way to nominate it."""
    event = view.session.get_one(Event, project.event_id)
    # Nominations open with the results: before, there is nothing to ask for.
    life = life_of(view.session, project.id) if event.is_released else None
    if life is None and not can_nominate(view.actor, project, event):
        return None
    content = {"life": life, "project": project, **WORDS}
    return Panel(_("After the event"), "promotion/portfolio/project_panel.html", content, side=True, position=20)


def event_panel(view: Viewing, event: Event) -> Panel | None:
    """Count on an event's page what became of its projects."""
    if not event.is_released:
        return None
    adopted, nominated = adopted_of(view.session, event.id)
    content = {"adopted": adopted, "nominated": nominated, "event": event}
    return Panel(_("After the event"), "promotion/portfolio/event_panel.html", content, side=True, position=20)
