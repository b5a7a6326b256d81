"""Pages of matching: ask for teams, watch them being made, look at them, change them, apply them."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import EventAction, Viewing
from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.queries import standing_of
from hackathon.teams.formation.rules import ROLE_LABELS
from hackathon.teams.matching import commands
from hackathon.teams.matching.forms import MatchForm, MoveForm
from hackathon.teams.matching.models import MatchingRun
from hackathon.teams.matching.policy import can_match, can_see_matchings
from hackathon.teams.matching.queries import Preview, job_of, preview_of, run_seen, runs_of
from hackathon.teams.matching.rules import STOPPED, UNMET_TITLES, balance, how_good, named, read
from hackathon.teams.matching.states import RunState
from hackathon.teams.situation.rules import SCOPE_LABELS, id_in, person_key
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, received_at, session, working
from hackathon.web.forms import ButtonForm
from hackathon.web.paging import page_in, page_of

blueprint = Blueprint("matching", __name__, url_prefix="/events/<slug>/teams/matching")
RUN = "/<int:run_id>"
CARDS = 20


@blueprint.route("", methods=["GET", "POST"])
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Ask for a proposal of teams, and list those there were."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_matchings(current_actor(), event))
    form = MatchForm()
    if form.accepts():
        with form.guard(), working() as work:
            return _to(slug, commands.ask_for_plan(work, event.id, form.asked()).id)
    return render_template(
        "teams/matching/index.html",
        event=event,
        form=form,
        may=can_match(current_actor(), event, at=received_at()),
        standing=standing_of(session(), event.id),
        page=page_of(session(), runs_of(event.id)),
    ), form.status


@blueprint.get(RUN)
@signed_in
def show(slug: str, run_id: int) -> ResponseReturnValue:
    """Show how far a matching is, and the teams that it proposes."""
    return _shown(slug, run_id)


@blueprint.post(f"{RUN}/move")
@signed_in
def move(slug: str, run_id: int) -> ResponseReturnValue:
    """Put somebody elsewhere in the plan."""
    event = event_by_slug(session(), current_actor(), slug)
    run = run_seen(session(), current_actor(), event, run_id)
    form = _move_form(preview_of(session(), event, run))
    if form.accepts():
        with form.guard(), working() as work:
            version = form.version.data
            commands.move_person(work, run_id, form.account_id.data or 0, form.to.data, version=version)
            return _to(slug, run_id)
    return _shown(slug, run_id, form)


@blueprint.post(f"{RUN}/undo")
@signed_in
def undo(slug: str, run_id: int) -> ResponseReturnValue:
    """Take the last change of the plan back."""
    _seen(slug, run_id)
    with working() as work:
        commands.undo_move(work, run_id, version=ButtonForm().version.data)
    return _to(slug, run_id)


@blueprint.post(f"{RUN}/apply")
@signed_in
def apply(slug: str, run_id: int) -> ResponseReturnValue:
    """Make the teams as planned."""
    _seen(slug, run_id)
    with working() as work:
        commands.apply_plan(work, run_id, version=ButtonForm().version.data)
    flash(_("The teams are made. Everybody is told where they are and why."), "success")
    return _to(slug, run_id)


@blueprint.post(f"{RUN}/discard")
@signed_in
def discard(slug: str, run_id: int) -> ResponseReturnValue:
    """Drop the plan."""
    _seen(slug, run_id)
    with working() as work:
        commands.discard_plan(work, run_id, version=ButtonForm().version.data)
    flash(_("The proposal is dropped. Nobody was put anywhere."), "success")
    return redirect(url_for(".index", slug=slug))


def event_action(viewing: Viewing, event: Event) -> EventAction | None:
    """Offer organizers to match people from when teams form."""
    if viewing.now < event.forming_opens_at or not can_match(viewing.actor, event, at=viewing.now):
        return None
    return EventAction(_("Match people"), url_for("teams.matching.index", slug=event.slug), 40, icon="users-group")


def _seen(slug: str, run_id: int) -> MatchingRun:
    return run_seen(session(), current_actor(), event_by_slug(session(), current_actor(), slug), run_id)


def _shown(slug: str, run_id: int, form: MoveForm | None = None) -> ResponseReturnValue:
    event = event_by_slug(session(), current_actor(), slug)
    run = run_seen(session(), current_actor(), event, run_id)
    preview = preview_of(session(), event, run)
    form = form or _move_form(preview)
    return render_template(
        "teams/matching/show.html",
        event=event,
        run=run,
        job=job_of(session(), run_id) if run.state == RunState.ASKED else None,
        preview=preview,
        page=page_in(preview.cards, size=CARDS),
        form=form,
        may=can_match(current_actor(), event, at=now()),
        change=_last_change(preview),
        how_good=how_good(run.points, run.figures.get("people", 0)),
        stopped=STOPPED,
        roles=ROLE_LABELS,
        scopes=SCOPE_LABELS,
        titles=UNMET_TITLES,
    ), form.status


def _move_form(preview: Preview) -> MoveForm:
    teams = [(card.team.id, card.team.name) for card in preview.cards if card.team.is_open]
    questions = [(id_in(key), title) for key, title in preview.names.questions.items()]
    return MoveForm.over(teams, questions, preview.draft.run.version)


def _last_change(preview: Preview) -> dict[str, Any] | None:
    """Say who was moved last, and what that brought."""
    edit, names = preview.edit, preview.names
    if edit is None:
        return None
    teams = {team.id: team.name for team in preview.draft.teams}
    return {
        "person": names.of("person", person_key(edit.account_id or 0)),
        "to": teams.get(edit.to_id or 0, ""),
        "balance": balance(edit.consequences["parts"]),
        "unmet": [named(read(row), names) for row in edit.consequences["unmet"]],
        "met": [named(read(row), names) for row in edit.consequences["met"]],
    }


def _to(slug: str, run_id: int) -> ResponseReturnValue:
    """Lead back to the plan, and to the page of its teams that was looked at."""
    return redirect(url_for(".show", slug=slug, run_id=run_id, page=request.args.get("page")))
