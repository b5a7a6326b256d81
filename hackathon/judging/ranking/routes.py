"""Pages of the ranking: itself, its list, and the preview from which it is released."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, HomeCard, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.core.tables import list_as_csv
from hackathon.events.registration.queries import events_of_home
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.assignment.queries import Unjudged, judging_organized_by
from hackathon.judging.feedback.policy import can_see_own_scores
from hackathon.judging.feedback.queries import scores_of
from hackathon.judging.ranking.commands import ask_for_check, release_results
from hackathon.judging.ranking.forms import ReleaseForm
from hackathon.judging.ranking.policy import (
    can_check,
    can_preview_release,
    can_release,
    can_see_ranking,
    is_announceable,
)
from hackathon.judging.ranking.queries import Standing, present_ranking, released_ranking, standings_of
from hackathon.judging.ranking.rules import fingerprint
from hackathon.judging.rubric.queries import rubric_of
from hackathon.judging.standings.policy import can_see_standings
from hackathon.judging.standings.queries import culprit
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import contributions, now, session, viewing, working
from hackathon.web.paging import asked_row

blueprint = Blueprint("ranking", __name__, url_prefix="/events/<slug>")
AUDIENCES = ("everybody", "team", "judge", "organizer", "stranger")
"""For whom the preview shows what they will see."""


@blueprint.get("/ranking")
@signed_in
def show(slug: str) -> ResponseReturnValue:
    """Show the ranking: to organizers as the ballots make it, to everybody as it was released."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_ranking(current_actor(), event))
    return _released(event) if event.is_released else _now(event)


@blueprint.get("/ranking.csv")
@signed_in
def table(slug: str) -> ResponseReturnValue:
    """Give the ranking as a list to whoever may see it."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_ranking(current_actor(), event))
    named = {"Content-Disposition": f'attachment; filename="{slug}-ranking.csv"'}
    rows = [_cells(line) for line in standings_of(session(), event)]
    return Response(list_as_csv(_head(), rows), mimetype="text/csv", headers=named)


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
    return _preview(event, form), form.status


@blueprint.post("/ranking/check")
@signed_in
def check(slug: str) -> ResponseReturnValue:
    """Have a released ranking computed again from the ballots kept with it."""
    event_id = event_by_slug(session(), current_actor(), slug).id
    with working() as work:
        ask_for_check(work, event_id)
    flash(_("Being computed again. Reload in a moment."), "info")
    return redirect(url_for(".show", slug=slug))


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


def _released(event: Event) -> str:
    """Draw the ranking that was released, for everybody."""
    ranking, may_doubt = released_ranking(session(), event.id), can_see_standings(current_actor(), event)
    return render_template(
        "judging/ranking/show.html",
        event=event,
        ranking=ranking,
        rubric=rubric_of(session(), event.id),
        culprit=culprit(session(), event.id) if may_doubt and ranking.made and ranking.made.cause else None,
        panels=contributions().panels_on("ranking", viewing(), event),
        may_doubt=may_doubt,
        may_check=can_check(current_actor(), event),
        may_compare=can_see_own_scores(current_actor(), event),
    )


def _now(event: Event) -> str:
    """Draw the ranking that the ballots make now, for organizers."""
    present = present_ranking(session(), event.id)
    return render_template(
        "judging/ranking/show.html",
        event=event,
        ranking=present.ranking,
        present=present,
        rubric=present.counted.rubrics.own,
        culprit=culprit(session(), event.id) if present.made.cause else None,
        may_preview=can_preview_release(current_actor(), event),
        may_doubt=can_see_standings(current_actor(), event),
    )


def _preview(event: Event, form: ReleaseForm) -> str:
    present, seen_by = present_ranking(session(), event.id), request.args.get("by", "")
    decision = can_release(current_actor(), event, present.progress, at=now()) & is_announceable(present)
    return render_template(
        "judging/ranking/release.html",
        event=event,
        form=form,
        present=present,
        ranking=present.ranking,
        rubric=present.counted.rubrics.own,
        scores=scores_of(session(), event.id, [row.project_id for row in present.rows], as_released=False),
        seen=fingerprint(present.rows),
        decision=decision,
        seen_by=seen_by if seen_by in AUDIENCES else "everybody",
        chosen=asked_row("project"),
        panels=contributions().panels_on("release", viewing(), event),
    )


def _head() -> list[str]:
    return [
        _("Place"),
        _("Project"),
        _("Team"),
        _("Question"),
        _("Score"),
        _("Standard error"),
        _("Plain mean"),
        _("Place by the plain mean"),
        _("Ballots"),
        _("Group"),
        _("Stage"),
    ]


def _cells(line: Standing) -> list[object]:
    row = line.ranked
    named = [row.place, line.title, line.team, line.question]
    return [*named, row.score, row.standard_error, row.mean, row.mean_place, row.ballots, row.component, row.stage]


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
        url_for("judging.board.show", slug=found.event.slug),
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
