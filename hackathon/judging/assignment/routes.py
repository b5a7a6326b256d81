"""Asking judges to score, reminding them, and what organizers read of them elsewhere."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, FunnelStep, Need, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _, ngettext
from hackathon.events.setup.models import Event, WindowKind
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.assignment.commands import assign_judges, remind_judges
from hackathon.judging.assignment.forms import EffortForm
from hackathon.judging.assignment.policy import can_assign, can_see_board
from hackathon.judging.assignment.queries import counts_at, judges_progress, teams_declared
from hackathon.judging.assignment.rules import TRUSTED, is_behind
from hackathon.judging.ballots.queries import progress_of
from hackathon.judging.judges.queries import judge_profiles
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working

blueprint = Blueprint("assignment", __name__, url_prefix="/events/<slug>/judging")


@blueprint.get("/judges")
@signed_in
def people(slug: str) -> ResponseReturnValue:
    """Show who judges and what they can, and how many judges it takes."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_board(current_actor(), event))
    counts = counts_at(session(), event.id)
    form = EffortForm.asked(request.args, counts.handed_in or counts.teams)
    return render_template(
        "judging/assignment/people.html",
        event=event,
        judges=judges_progress(session(), event.id),
        said=judge_profiles(session(), event.id),
        declared=teams_declared(session(), event.id),
        counts=counts,
        form=form,
        effort=form.effort(is_sent="projects" in request.args),
        trusted=TRUSTED,
    )


@blueprint.post("/assign")
@signed_in
def assign(slug: str) -> ResponseReturnValue:
    """Ask every judge to score every project."""
    event_id = event_by_slug(session(), current_actor(), slug).id
    with working() as work:
        added = assign_judges(work, event_id)
    flash(
        ngettext("%(num)s ballot was added.", "%(num)s ballots were added.", added) % {"num": added}
        if added
        else _("Nothing was missing: every judge has every project already."),
        "success",
    )
    return redirect(url_for("judging.board.show", slug=slug))


@blueprint.post("/remind")
@signed_in
def remind(slug: str) -> ResponseReturnValue:
    """Remind the judges who are behind."""
    event_id = event_by_slug(session(), current_actor(), slug).id
    with working() as work:
        behind = remind_judges(work, event_id)
    flash(ngettext("%(num)s judge is reminded.", "%(num)s judges are reminded.", behind) % {"num": behind}, "success")
    return redirect(url_for("judging.board.show", slug=slug))


def action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer organizers the board from the deadline on."""
    if viewing.now < event.deadline or not can_assign(viewing.actor, event):
        return None
    return EventAction(_("Judging"), url_for("judging.board.show", slug=event.slug), 40, "scale")


def needs(viewing: Viewing, event: Event) -> list[Need]:
    """Tell organizers which judges are behind while ballots are open."""
    if not event.judging_opens_at <= viewing.now < event.judging_closes_at:
        return []
    window, judges = event.window(WindowKind.JUDGING), judges_progress(viewing.session, event.id)
    late = [judge for judge in judges if is_behind(judge.cast, judge.total, window, viewing.now)]
    names = [_("%(name)s (%(cast)s of %(total)s)") % judge._asdict() for judge in late]
    sentence = ngettext("%(count)s judge is behind", "%(count)s judges are behind", len(late))
    url = url_for("judging.board.show", slug=event.slug)
    return [Need(sentence % {"count": len(late)}, url, _("Remind them"), names=names, icon="scale")] if late else []


def funnel(viewing: Viewing, event: Event) -> list[FunnelStep]:
    """Count the ballots that are in, of those asked for."""
    progress = progress_of(viewing.session, event.id)
    return [FunnelStep(_("Ballots in"), progress.cast, of=progress.total)] if progress.total else []
