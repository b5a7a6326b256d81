"""The page on which awards are given, and what judging shows on the pages of events and projects."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, Panel, Viewing
from hackathon.core.decisions import Missing, require
from hackathon.core.facts import Subject
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.awards.commands import decide_prize, drop_prize, give_award, set_prize
from hackathon.judging.awards.forms import DecidePrizeForm, GiveAwardForm, PrizeForm
from hackathon.judging.awards.policy import can_decide_prize, can_give_awards, can_plan_prizes
from hackathon.judging.awards.queries import (
    Planned,
    awards_at,
    candidates_at,
    prizes_at,
    prizes_decided,
    prizes_of,
    scopes_at,
)
from hackathon.judging.feedback.policy import can_see_scores
from hackathon.judging.feedback.queries import scores_of
from hackathon.judging.ranking.queries import Standing, released_standings
from hackathon.judging.rubric.queries import criteria_of
from hackathon.judging.tallies.queries import competes
from hackathon.projects.workspace.models import Project
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import Form

blueprint = Blueprint("awards", __name__, url_prefix="/events/<slug>")
SHOWN = 3
"""How many places an event's page shows before it points to the ranking."""


@blueprint.route("/awards", methods=["GET", "POST"])
@signed_in
def give(slug: str) -> ResponseReturnValue:
    """Give an award; those given are listed beside."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_give_awards(current_actor(), event))
    form = GiveAwardForm()
    form.offer(candidates_at(session(), event.id))
    if form.accepts():
        with form.guard(), working() as work:
            give_award(work, event.id, **form.values())
            flash(_("The award is given and stands on the project's page."), "success")
            return redirect(url_for(".give", slug=slug))
    winners = awards_at(session(), event.id)
    return render_template("judging/awards/give.html", event=event, form=form, winners=winners), form.status


@blueprint.route("/awards/plan", methods=["GET", "POST"])
@signed_in
def plan(slug: str) -> ResponseReturnValue:
    """Set out prizes before the release, and see whom the scores propose."""
    event = _event_to_plan(slug)
    form = PrizeForm()
    form.offer(scopes_at(session(), event.id))
    if form.accepts():
        with form.guard(), working() as work:
            set_prize(work, event.id, name=form.name.data or "", **form.chosen())
            flash(_("The prize is set out. Nobody sees it before the release."), "success")
            return redirect(url_for(".plan", slug=slug))
    return _plan(event, form)


@blueprint.post("/awards/plan/<int:prize_id>")
@signed_in
def decide(slug: str, prize_id: int) -> ResponseReturnValue:
    """Decide who wins a prize."""
    event = _event_to_plan(slug)
    form = _deciding(_planned(event.id, prize_id))
    if form.accepts():
        with form.guard(), working() as work:
            decide_prize(work, event.id, prize_id, project_id=form.project_id.data, reason=form.reason.data or "")
            flash(_("Kept secret until the release."), "success")
            return redirect(url_for(".plan", slug=slug))
    return _plan(event, _empty(event), sent={prize_id: form})


@blueprint.post("/awards/plan/<int:prize_id>/drop")
@signed_in
def drop(slug: str, prize_id: int) -> ResponseReturnValue:
    """Drop a prize."""
    event_id = _event_to_plan(slug).id
    with working() as work:
        drop_prize(work, event_id, prize_id)
    flash(_("The prize is dropped."), "success")
    return redirect(url_for(".plan", slug=slug))


def event_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Show what projects are judged by, and after the release who won."""
    if event.is_released:
        standings, winners = released_standings(viewing.session, event.id), awards_at(viewing.session, event.id)
        content = {"event": event, "standings": _leading(standings), "total": len(standings), "winners": winners}
        return Panel(_("Results"), "judging/awards/event_panel.html", content, position=5)
    criteria = viewing.kept_of(Subject("event", event.id), "criteria", lambda: criteria_of(viewing.session, event.id))
    if not criteria:
        return None
    return Panel(_("What projects are judged by"), "judging/rubric/panel.html", criteria, side=True, position=60)


def project_panel(viewing: Viewing, project: Project) -> Panel | None:
    """Show a project's place and awards after the release, and to its team the scores and what judges wrote."""
    event = viewing.session.get_one(Event, project.event_id)
    if not event.is_released:
        return None
    may_read = can_see_scores(viewing.actor, event, project)
    scores = scores_of(viewing.session, event.id, [project.id], as_released=True).get(project.id) if may_read else None
    found = prizes_of(viewing.session, project.id)
    ranked = found.result.ranked(is_tied=False) if found.result else None
    content = {"event": event, "ranked": ranked, "awards": found.awards, "scores": scores}
    return Panel(_("Results"), "judging/awards/project_panel.html", content, position=20)


def action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer organizers to give awards once results are out."""
    if not can_give_awards(viewing.actor, event):
        return None
    return EventAction(_("Give awards"), url_for("judging.awards.give", slug=event.slug), 60, "award")


def release_panel(viewing: Viewing, event: Event) -> Panel:
    """Show organizers, beside the preview of the release, which awards come out with it."""
    url = url_for("judging.awards.plan", slug=event.slug)
    prizes = prizes_decided(viewing.session, event.id)
    return Panel(_("Awards that come out with it"), "judging/awards/release_panel.html", {"prizes": prizes, "url": url})


def _leading(standings: list[Standing]) -> list[Standing]:
    """Return the first places, or the first of each group where nothing connects them."""
    if len({line.ranked.component for line in standings}) > 1:
        return [line for line in standings if line.ranked.place == 1]
    return standings[:SHOWN]


def _event_to_plan(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(can_plan_prizes(current_actor(), event))
    return event


def _planned(event_id: int, prize_id: int) -> Planned:
    found = next((each for each in prizes_at(session(), event_id) if each.prize.id == prize_id), None)
    if found is None:
        raise Missing(_("This does not exist, or not any more."))
    return found


def _empty(event: Event) -> PrizeForm:
    form = PrizeForm()
    form.offer(scopes_at(session(), event.id))
    form.process()  # what was sent belongs to another form
    return form


def _deciding(planned: Planned) -> DecidePrizeForm:
    form = DecidePrizeForm(project_id=planned.prize.project_id, reason=planned.prize.reason)
    form.offer(planned)
    return form


def _undecided(planned: Planned) -> DecidePrizeForm:
    form = _deciding(planned)
    form.process(data={"project_id": planned.prize.project_id, "reason": planned.prize.reason})
    return form


def _plan(event: Event, form: PrizeForm, sent: dict[int, Form] | None = None) -> ResponseReturnValue:
    planned = prizes_at(session(), event.id)
    decision = can_decide_prize(current_actor(), event, competes=competes(session(), current_actor(), event.id))
    forms: dict[int, Form] = {each.prize.id: _undecided(each) for each in planned} | (sent or {})
    status = max(form.status, *(each.status for each in forms.values()), 200)
    return render_template(
        "judging/awards/plan.html", event=event, form=form, planned=planned, forms=forms, decision=decision
    ), status
