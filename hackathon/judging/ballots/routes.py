"""Pages of judges: the queue, and the ballot of one project."""

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, HomeCard, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, lazy, ngettext
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.ballots.commands import ACTS, receive_ballot, recuse_ballot
from hackathon.judging.ballots.forms import BallotForm, BallotSent, answered, ballot_form
from hackathon.judging.ballots.policy import are_ballots_open, can_judge, can_score
from hackathon.judging.ballots.queries import (
    Sheet,
    ballot_seen,
    late_casts_of,
    next_ballot_id,
    pace_of,
    queue_of,
    sheet_of,
    versions_of,
    waiting_of,
)
from hackathon.judging.ballots.rules import Act, Progress
from hackathon.judging.judges.queries import bars_at
from hackathon.web.access import current_actor, signed_in
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import contributions, now, session, viewing, working
from hackathon.web.forms import ButtonForm

blueprint = Blueprint("ballots", __name__, url_prefix="/events/<slug>/judging")
SAID = {
    Act.CAST: lazy("Your scores count. You can change them until judging closes."),
    Act.SAVE: lazy("Saved. It counts once you cast it."),
    Act.LATER: lazy("Put at the end of your queue; what you typed is kept."),
}


@blueprint.get("/queue")
@signed_in
def queue(slug: str) -> ResponseReturnValue:
    """Show a judge what is left to score, the next project first."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_judge(current_actor(), event))
    ballots = queue_of(session(), current_actor(), event.id)
    decision, progress = are_ballots_open(event, at=now()), pace_of(ballots)
    panels = contributions().panels_on("queue", viewing(), event)
    shown = {"event": event, "ballots": ballots, "progress": progress, "decision": decision, "panels": panels}
    page = render_template("judging/ballots/queue.html", **shown)
    return page, _kept_as(progress.kept_as)


@blueprint.route("/ballots/<int:ballot_id>", methods=["GET", "POST"])
@signed_in
def score(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Score one project as it was handed in."""
    event = event_by_slug(session(), current_actor(), slug)
    sheet = sheet_of(session(), ballot_seen(session(), current_actor(), event.id, ballot_id))
    form = ballot_form(sheet.rubric, sheet.ballot)
    if form.accepts():
        with form.guard(), working() as work:
            act = Act(form.act.data or "")
            ACTS[act](work, ballot_id, form.marks(), version=form.version.data)
            flash(str(SAID[act]), "success")
            return redirect(_after(act, slug, ballot_id))
    return _score_page(event, sheet, form), form.status, _kept_as(sheet.kept_as)


@blueprint.post("/ballots/<int:ballot_id>/sent")
@signed_in
def send(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Take what the page sends by itself, as JSON: every touch, and casts that waited for a connection."""
    event = event_by_slug(session(), current_actor(), slug)
    ballot_id = ballot_seen(session(), current_actor(), event.id, ballot_id).id
    said, version = body_as(BallotSent), version_read()
    with working() as work:
        answer = receive_ballot(work, ballot_id, said.act, said.marks(), version=version, sent=said.sent())
    return jsonify(answered(answer))


@blueprint.get("/ballots/<int:ballot_id>/versions")
@signed_in
def versions(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Show a judge how their ballot stood whenever it was saved, and what came in late."""
    event = event_by_slug(session(), current_actor(), slug)
    ballot = ballot_seen(session(), current_actor(), event.id, ballot_id)
    return render_template(
        "judging/ballots/versions.html",
        event=event,
        sheet=sheet_of(session(), ballot),
        versions=versions_of(session(), ballot),
        late_casts=late_casts_of(session(), ballot),
    )


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


def _score_page(event: Event, sheet: Sheet, form: BallotForm) -> str:
    actor, ballots = current_actor(), queue_of(session(), current_actor(), event.id)
    bar = bars_at(session(), event.id, [sheet.project.id]).reason(actor.id, sheet.project.id)
    return render_template(
        "judging/ballots/score.html",
        event=event,
        sheet=sheet,
        form=form,
        ballots=ballots,
        progress=pace_of(ballots),
        decision=can_score(actor, event, sheet.project, bar=bar, at=now(), ended_at=sheet.ended_at),
    )


def _kept_as(name: str) -> dict[str, str]:
    """Tell the judge's device that it may keep this page, for whom, and what it shows."""
    return {"Kept-For": str(current_actor().id), "Kept-As": name}


def _after(act: Act, slug: str, ballot_id: int) -> str:
    """Return where a judge goes on: to the same ballot after saving, else to the next one that waits."""
    onward = ballot_id if act == Act.SAVE else next_ballot_id(session(), current_actor(), ballot_id)
    if onward is None:
        return url_for(".queue", slug=slug)
    return url_for(".score", slug=slug, ballot_id=onward)
