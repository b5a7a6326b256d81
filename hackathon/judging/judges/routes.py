"""The page on which judges say what they can, and what they should not judge."""

from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.judges.commands import declare_conflict, describe_judge, take_back_conflict
from hackathon.judging.judges.forms import JudgeForm
from hackathon.judging.judges.policy import can_describe, can_take_back, is_judge
from hackathon.judging.judges.queries import judge_profile, own_skills, team_bars_at, teams_to_judge
from hackathon.judging.judges.rules import BAR_LABELS, Bar
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, received_at, session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("judges", __name__, url_prefix="/events/<slug>/judging/me")


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def me(slug: str) -> ResponseReturnValue:
    """Say how much time one has, what one knows about, and which teams one should not judge."""
    event = _event_of_mine(slug)
    form, zone = _form(event), ZoneInfo(event.time_zone)
    if form.accepts():
        with form.guard(), working() as work:
            describe_judge(work, event.id, form.draft(zone), version=form.version.data)
            flash(_("Noted."), "success")
            return redirect(url_for(".me", slug=slug))
    return render_template("judging/judges/me.html", event=event, form=form, **_shown(event)), form.status


@blueprint.post("/conflicts/<int:team_id>/declare")
@signed_in
def declare(slug: str, team_id: int) -> ResponseReturnValue:
    """Say that one should not judge a team."""
    event = _event_of_mine(slug)
    with working() as work:
        declare_conflict(work, event.id, team_id)
    flash(_("You will not be asked to judge this team. Nobody asks why."), "success")
    return _back(slug)


@blueprint.post("/conflicts/<int:team_id>/take-back")
@signed_in
def take_back(slug: str, team_id: int) -> ResponseReturnValue:
    """Say that one can judge a team after all."""
    event = _event_of_mine(slug)
    with working() as work:
        take_back_conflict(work, event.id, team_id)
    flash(_("Taken back."), "success")
    return _back(slug)


def action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer judges to say what they can until they score; asks the database nothing."""
    if not can_take_back(viewing.actor, event, at=viewing.now):
        return None
    return EventAction(_("About me as a judge"), url_for("judging.judges.me", slug=event.slug), 30, "user")


def _event_of_mine(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(is_judge(current_actor(), event))
    return event


def _form(event: Event) -> JudgeForm:
    own = judge_profile(session(), event.id, current_actor().id)
    skills = own_skills(session(), current_actor().id) if own is None else []
    return JudgeForm.of(own, skills, ZoneInfo(event.time_zone))


def _back(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".me", slug=slug, page=request.args.get("page")))


def _shown(event: Event) -> dict[str, object]:
    """Read the teams of an event, and what bars the judge from them."""
    judge_id = current_actor().id
    return {
        "teams": page_of(session(), teams_to_judge(event.id, judge_id), scalars=False),
        "may": can_describe(current_actor(), event, at=received_at()),
        "taking_back": can_take_back(current_actor(), event, at=now()),
        "judge_id": judge_id,
        "bars": team_bars_at(session(), event.id),
        "declared": Bar.DECLARED,
        "labels": BAR_LABELS,
    }
