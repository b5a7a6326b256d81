"""Pages of the ranking: itself, and the preview from which it is released."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, HomeCard, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.registration.queries import events_of_home
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.assignment.queries import Unjudged, judging_organized_by
from hackathon.judging.ballots.queries import progress_of
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.ranking.forms import ReleaseForm
from hackathon.judging.ranking.policy import can_preview_release, can_release, can_see_ranking
from hackathon.judging.ranking.queries import preview_of, standings_of
from hackathon.judging.rubric.queries import rubric_of
from hackathon.judging.standings.policy import can_see_standings
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("ranking", __name__, url_prefix="/events/<slug>")


@blueprint.get("/ranking")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show the ranking: to organizers as the ballots make it, to everybody as it was released."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_ranking(current_actor(), event))
    return render_template(
        "judging/ranking/show.html",
        event=event,
        standings=standings_of(session(), event),
        rubric=rubric_of(session(), event.id),
        progress=progress_of(session(), event.id),
        may_preview=can_preview_release(current_actor(), event),
        may_doubt=can_see_standings(current_actor(), event),
    )


@blueprint.route("/judging/release", methods=["GET", "POST"])
@signed_in
def release(slug: str) -> ResponseReturnValue:
    """Preview exactly what each role will see, and release it."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_preview_release(current_actor(), event))
    form = ReleaseForm()
    if form.accepts():
        with form.guard(), working() as work:
            release_results(work, event.id, seen=form.seen.data or "")
            flash(_("The results are out, and everybody is told."), "success")
            return redirect(url_for(".show", slug=slug))
    preview = preview_of(session(), event.id)
    decision = can_release(current_actor(), event, preview.progress, at=now())
    return render_template(
        "judging/ranking/release.html", event=event, form=form, preview=preview, decision=decision
    ), form.status


def action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer everybody the ranking once it is out, and organizers the release when it may be due."""
    if event.is_released:
        return EventAction(_("See the ranking"), url_for("judging.ranking.show", slug=event.slug), 50, "trophy")
    if viewing.now < event.judging_opens_at or not can_preview_release(viewing.actor, event):
        return None
    url = url_for("judging.ranking.release", slug=event.slug)
    return EventAction(_("Preview the release"), url, 80 if viewing.now >= event.judging_closes_at else 30, "eye")


def cards(viewing: Viewing) -> list[HomeCard]:
    """Tell organizers when judges are to be assigned or results can be released."""
    organized = viewing.actor.places("event", EventRole.ORGANIZER)
    if not events_of_home(viewing).begun("judging", viewing.now, organized):
        return []
    found = judging_organized_by(viewing.session, viewing.actor, viewing.now)
    return [card for each in found if (card := _card(viewing, each))]


def _card(viewing: Viewing, found: Unjudged) -> HomeCard | None:
    if not found.progress.total:
        return _assign_card(found)
    may_release = can_release(viewing.actor, found.event, found.progress, at=viewing.now)
    return _release_card(found) if may_release else None


def _assign_card(found: Unjudged) -> HomeCard:
    detail = _("%(event)s · %(projects)s projects wait for judges")
    return HomeCard(
        _("Assign the judges"),
        detail % {"event": found.event.name, "projects": found.projects},
        url_for("judging.assignment.index", slug=found.event.slug),
        _("Assign"),
        icon="scale",
        due=found.event.judging_closes_at,
    )


def _release_card(found: Unjudged) -> HomeCard:
    detail = _("%(event)s · %(cast)s of %(total)s ballots are cast")
    return HomeCard(
        _("Release the results"),
        detail % {"event": found.event.name, "cast": found.progress.cast, "total": found.progress.total},
        url_for("judging.ranking.release", slug=found.event.slug),
        _("Preview"),
        icon="trophy",
    )
