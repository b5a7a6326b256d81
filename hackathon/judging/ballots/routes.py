"""Pages of judges: the queue, and the ballot of one project."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.actors import Actor
from hackathon.core.contributions import EventAction, HomeCard, Viewing
from hackathon.core.decisions import Decision, require
from hackathon.core.i18n import _, lazy, ngettext
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.ballots.commands import cast_ballot, postpone_ballot, recuse_ballot, save_ballot
from hackathon.judging.ballots.forms import ballot_form
from hackathon.judging.ballots.policy import are_ballots_open, can_judge, can_score, visible_to
from hackathon.judging.ballots.queries import (
    Sheet,
    ballot_seen,
    next_ballot_id,
    progress_of,
    queue_of,
    sheet_of,
    waiting_of,
)
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.judges.queries import bars_at
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("ballots", __name__, url_prefix="/events/<slug>/judging")
COMMANDS = {"cast": cast_ballot, "save": save_ballot, "later": postpone_ballot}
SAID = {
    "cast": lazy("Your scores count. You can change them until judging closes."),
    "save": lazy("Saved. It counts once you cast it."),
    "later": lazy("Put at the end of your queue; what you typed is kept."),
}


@blueprint.get("/queue")
@signed_in
def queue(slug: str) -> ResponseReturnValue:
    """Show a judge what is left to score, the next project first."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_judge(current_actor(), event))
    return render_template(
        "judging/ballots/queue.html",
        event=event,
        ballots=queue_of(session(), current_actor(), event.id),
        progress=progress_of(session(), event.id, visible_to(current_actor())),
        decision=are_ballots_open(event, at=now()),
    )


@blueprint.route("/ballots/<int:ballot_id>", methods=["GET", "POST"])
@signed_in
def score(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Score one project as it was handed in."""
    event = event_by_slug(session(), current_actor(), slug)
    sheet = sheet_of(session(), ballot_seen(session(), current_actor(), event.id, ballot_id))
    form = ballot_form(sheet.rubric, sheet.ballot)
    if form.accepts():
        with form.guard(), working() as work:
            act = form.act.data or ""
            COMMANDS[act](work, ballot_id, form.marks(), version=form.version.data)
            flash(str(SAID[act]), "success")
            return redirect(_after(act, slug, ballot_id))
    progress = progress_of(session(), event.id, visible_to(current_actor()))
    decision = _decision(current_actor(), event, sheet)
    return render_template(
        "judging/ballots/score.html", event=event, sheet=sheet, form=form, progress=progress, decision=decision
    ), form.status


@blueprint.post("/ballots/<int:ballot_id>/recuse")
@signed_in
def recuse(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Step back from a project."""
    event = event_by_slug(session(), current_actor(), slug)
    ballot_id = ballot_seen(session(), current_actor(), event.id, ballot_id).id
    form = ButtonForm()
    with working() as work:
        recuse_ballot(work, ballot_id, version=form.version.data)
        flash(_("You will not judge this project. The organizers see that you stepped back."), "success")
        return redirect(url_for(".queue", slug=slug))


def cards(viewing: Viewing) -> list[HomeCard]:
    """Tell a judge which ballots wait."""
    if not viewing.actor.places("event", EventRole.JUDGE):
        return []
    return [_card(event, progress) for event, progress in waiting_of(viewing.session, viewing.actor, viewing.now)]


def action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer judges their queue while ballots are open."""
    if not can_judge(viewing.actor, event) & are_ballots_open(event, at=viewing.now):
        return None
    return EventAction(_("Score"), url_for("judging.ballots.queue", slug=event.slug), 90, "scale")


def _card(event: Event, progress: Progress) -> HomeCard:
    return HomeCard(
        ngettext("Score %(num)s project", "Score %(num)s projects", progress.left) % {"num": progress.left},
        _("%(event)s · %(cast)s of %(total)s done · about %(minutes)s minutes")
        % {
            "event": event.name,
            "cast": progress.cast,
            "total": progress.total,
            "minutes": progress.minutes_left,
        },
        url_for("judging.ballots.queue", slug=event.slug),
        _("Score"),
        icon="scale",
        due=event.judging_closes_at,
    )


def _decision(actor: Actor, event: Event, sheet: Sheet) -> Decision:
    bar = bars_at(session(), event.id, [sheet.project.id]).reason(actor.id, sheet.project.id)
    return can_score(actor, event, sheet.project, bar=bar, at=now())


def _after(act: str, slug: str, ballot_id: int) -> str:
    """Return where a judge goes on: to the same ballot after saving, else to the next one that waits."""
    onward = ballot_id if act == "save" else next_ballot_id(session(), current_actor(), ballot_id)
    if onward is None:
        return url_for(".queue", slug=slug)
    return url_for(".score", slug=slug, ballot_id=onward)
