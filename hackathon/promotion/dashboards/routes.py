"""The dashboards of owners, stewards and sponsors, each also for a spreadsheet."""

from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy
from hackathon.promotion.adoption.queries import carried_by
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.dashboards.policy import OWNER, SPONSOR, STEWARD, can_see_all, dashboards_of
from hackathon.promotion.dashboards.queries import (
    ALL,
    asked_deciders,
    loads,
    nominated_cases,
    owned_by,
    rounds_under_way,
    sponsored_by,
    stalled_cases,
    states_counted,
    waivers_running_out,
)
from hackathon.promotion.dashboards.rules import Carried, likely_in_all, money, outcome_bars, state_bars, worth_bars
from hackathon.promotion.funnel.rules import PATH_LABELS
from hackathon.promotion.impact.rules import plain
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit
from hackathon.promotion.nominations.rules import decision_due
from hackathon.promotion.portfolio.queries import Card, pace_now
from hackathon.promotion.portfolio.rules import STATE_LABELS, STATE_TONES
from hackathon.promotion.selection.routes import STATES as ROUND_STATES
from hackathon.promotion.waiting.routes import home_cards
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, viewing
from hackathon.web.lists import sent_as_csv

blueprint = Blueprint("dashboards", __name__, url_prefix="/use-cases/dashboards")
TITLES = {OWNER: lazy("What I own"), STEWARD: lazy("What stewards look after"), SPONSOR: lazy("What I sponsor")}
SHOWN_STATES = [state for state in CaseState if state not in {CaseState.RETIRED, CaseState.DECLINED}]


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """Lead to the dashboard with most to decide."""
    name = next(iter(dashboards_of(current_actor())), OWNER)
    return redirect(url_for(f".{name}"))


@blueprint.get("/owner")
@signed_in
def owner() -> ResponseReturnValue:
    """Show owners what they carry against their limit, what waits for them, and how far each came."""
    view = viewing()
    limits, carried = limits_now(session()), owned_by(session(), view.actor.id)
    return _page(
        OWNER,
        carried=carried,
        load=carried_by(session(), [view.actor.id or 0]).get(view.actor.id or 0, 0),
        most=limits[Limit.CARRIED],
        ends={each.number: each.pilot_ends(limits[Limit.PILOT_DAYS]) for each in carried},
        bars=outcome_bars(carried),
        waiting=home_cards(view),
    )


@blueprint.get("/steward")
@signed_in
def steward() -> ResponseReturnValue:
    """Show what waits for a decision and until when, what is stalled, and what runs out."""
    view = viewing()
    require(can_see_all(view.actor))
    limits, pace = limits_now(session()), pace_now(view)
    return _page(
        STEWARD,
        nominated=_nominated(view, limits[Limit.SCREENING_DAYS]),
        stalled=stalled_cases(session(), view.actor, pace),
        pace=pace,
        most=limits[Limit.CARRIED],
        now=view.now,
        **_beside(view),
    )


def _nominated(view: Viewing, days: int) -> list[tuple[Card, datetime]]:
    return [(each, decision_due(each.state_since, days)) for each in nominated_cases(view.session, view.actor)]


def _beside(view: Viewing) -> dict[str, Any]:
    """Read what stands beside what is to be decided: who is asked, what runs out, rounds, and who carries how much."""
    counts = states_counted(view.session, view.actor)
    return {
        "asked": asked_deciders(view.session),
        "waived": waivers_running_out(view.session, view.now),
        "rounds": rounds_under_way(view.session),
        "round_states": ROUND_STATES,
        "loads": loads(view.session),
        "to_decide": counts.get(CaseState.NOMINATED, 0),
        "bars": state_bars(counts, STATE_LABELS, [state for state in SHOWN_STATES if counts.get(state)]),
    }


@blueprint.get("/sponsor")
@signed_in
def sponsor() -> ResponseReturnValue:
    """Show sponsors what they countersigned: what it may be worth, and what was measured."""
    view = viewing()
    carried = sponsored_by(session(), view.actor.id)
    return _page(
        SPONSOR,
        carried=carried,
        bars=worth_bars(carried),
        likely=[money(amount, currency) for currency, amount in sorted(likely_in_all(carried).items())],
        money=money,
        waiting=home_cards(view),
    )


@blueprint.get("/owner.csv")
@signed_in
def export_owner() -> ResponseReturnValue:
    """Hand what somebody owns to a spreadsheet."""
    return sent_as_csv("owned", _head(), [_cells(each) for each in owned_by(session(), current_actor().id)])


@blueprint.get("/sponsor.csv")
@signed_in
def export_sponsor() -> ResponseReturnValue:
    """Hand what somebody sponsors to a spreadsheet."""
    head = [*_head(), _("Lowest worth"), _("Likely worth"), _("Highest worth"), _("Currency")]
    rows = [[*_cells(each), *(each.worth or ())] for each in sponsored_by(session(), current_actor().id)]
    return sent_as_csv("sponsored", head, rows)


@blueprint.get("/steward.csv")
@signed_in
def export_steward() -> ResponseReturnValue:
    """Hand what waits for a decision to a spreadsheet."""
    require(can_see_all(current_actor()))
    days = limits_now(session())[Limit.SCREENING_DAYS]
    head = [_("Number"), _("Title"), _("Path"), _("Nominated"), _("Due"), _("Event"), _("Waits for")]
    return sent_as_csv(
        "to-decide", head, [_to_decide(each, days) for each in nominated_cases(session(), current_actor(), ALL)]
    )


def _to_decide(each: Card, days: int) -> list[object]:
    since = each.state_since
    path, due = PATH_LABELS[each.path], decision_due(since, days)
    return [each.number, each.title, path, since, due, each.event, each.waits_for]


def _page(name: str, **shown: Any) -> ResponseReturnValue:
    others = [each for each in dashboards_of(current_actor()) if each != name]
    words = {"labels": STATE_LABELS, "tones": STATE_TONES, "paths": PATH_LABELS, "titles": TITLES}
    return render_template(f"promotion/dashboards/{name}.html", name=name, others=others, **words, **shown)


def _head() -> list[str]:
    first = [_("Number"), _("Title"), _("State"), _("Since"), _("Owner"), _("Budget"), _("Metric"), _("Unit")]
    return [*first, _("Baseline"), _("Target"), _("Newest"), _("Measured on")]


def _cells(each: Carried) -> list[object]:
    outcome = each.outcome
    figures = [None if value is None else plain(value) for value in (outcome.baseline, outcome.target, outcome.value)]
    return [
        each.number,
        each.title,
        STATE_LABELS[each.state],
        each.state_since,
        each.owner,
        each.budget,
        outcome.metric,
        outcome.unit,
        *figures,
        outcome.measured_on,
    ]
