"""Pages of the ranking: itself, and the preview from which it is released."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, HomeCard, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.assignment.queries import Unjudged, judging_organized_by
from hackathon.judging.ballots.queries import progress_of
from hackathon.judging.ranking.commands import release_results
from hackathon.judging.ranking.forms import ReleaseForm
from hackathon.judging.ranking.policy import can_preview_release, can_release, can_see_ranking
from hackathon.judging.ranking.queries import current_standings, scores_of, standings_of
from hackathon.judging.ranking.rules import fingerprint
from hackathon.judging.rubric.queries import rubric_of
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
            release_results(work, event.id, seen=form.seen.data)
            flash(_("The results are out, and everybody is told."), "success")
            return redirect(url_for(".show", slug=slug))
    standings = current_standings(session(), event.id)
    progress = progress_of(session(), event.id)
    return render_template(
        "judging/ranking/release.html",
        event=event,
        form=form,
        standings=standings,
        scores=scores_of(session(), [row.ranked.project_id for row in standings]),
        seen=fingerprint(row.ranked for row in standings),
        progress=progress,
        decision=can_release(current_actor(), event, progress, at=now()),
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
    found = judging_organized_by(viewing.session, viewing.actor, viewing.now)
    return [card for each in found if (card := _card(viewing, each))]


def _card(viewing: Viewing, found: Unjudged) -> HomeCard | None:
    event, progress = found.event, found.progress
    if not progress.total:
        return HomeCard(
            _("Assign the judges"),
            _("%(event)s · %(projects)s projects wait for judges") % {"event": event.name, "projects": found.projects},
            url_for("judging.assignment.index", slug=event.slug),
            _("Assign"),
            icon="scale",
            due=event.judging_closes_at,
        )
    if not can_release(viewing.actor, event, progress, at=viewing.now):
        return None
    return HomeCard(
        _("Release the results"),
        _("%(event)s · %(cast)s of %(total)s ballots are cast")
        % {"event": event.name, "cast": progress.cast, "total": progress.total},
        url_for("judging.ranking.release", slug=event.slug),
        _("Preview"),
        icon="trophy",
    )
