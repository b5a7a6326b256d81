"""The order of presenting, and the screen that shows one project after the other with its time."""

from collections.abc import Sequence

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.projects.presentations.commands import draw_order, give_stage, move_turn
from hackathon.projects.presentations.forms import OrderForm
from hackathon.projects.presentations.models import Presentation
from hackathon.projects.presentations.policy import can_steer
from hackathon.projects.presentations.queries import Turn, presentation_of, turn_at, turn_of, turns_of
from hackathon.projects.presentations.rules import seconds_left
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working

blueprint = Blueprint("presentations", __name__, url_prefix="/events/<slug>/presentation")
STEPS = {"up": -1, "down": 1}


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show the order; organizers draw and change it."""
    event = event_by_slug(session(), current_actor(), slug)
    presentation = presentation_of(session(), event.id)
    return _order(event, presentation, OrderForm(minutes=presentation.minutes))


@blueprint.post("")
@signed_in
def draw(slug: str) -> ResponseReturnValue:
    """Draw the order, and say how long each team has."""
    event, form = event_by_slug(session(), current_actor(), slug), OrderForm()
    require(can_steer(current_actor(), event))
    if form.accepts():
        with form.guard(), working() as work:
            seed = draw_order(work, event.id, form.minutes.data or 0, form.seed.data).seed
            flash(_("The order is drawn, with the seed %(seed)s.") % {"seed": seed}, "success")
            return redirect(url_for(".index", slug=slug))
    return _order(event, presentation_of(session(), event.id), form)


@blueprint.post("/<int:project_id>/<any(up, down):direction>")
@signed_in
def move(slug: str, project_id: int, direction: str) -> ResponseReturnValue:
    """Let a team present earlier or later."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        move_turn(work, event.id, project_id, STEPS[direction])
    return redirect(url_for(".index", slug=slug, _anchor=f"project-{project_id}"))


@blueprint.post("/<int:project_id>/start")
@signed_in
def start(slug: str, project_id: int) -> ResponseReturnValue:
    """Give a team the stage: its time begins on every screen."""
    event = event_by_slug(session(), current_actor(), slug)
    with working() as work:
        give_stage(work, event.id, project_id)
    turns = turns_of(session(), current_actor(), event.id)
    return redirect(url_for(".show", slug=slug, turn=turn_of(turns, project_id)))


@blueprint.get("/<int:turn>")
@signed_in
def show(slug: str, turn: int) -> ResponseReturnValue:
    """Fill the screen with one project, its time, and who comes next."""
    event = event_by_slug(session(), current_actor(), slug)
    turns, presentation = turns_of(session(), current_actor(), event.id), presentation_of(session(), event.id)
    return render_template(
        "projects/presentations/show.html",
        event=event,
        turn=turn_at(turns, turn),
        number=turn,
        total=len(turns),
        following=turns[turn] if turn < len(turns) else None,
        current=turn_of(turns, presentation.project_id),
        left=_left(presentation, turns, turn),
        steers=can_steer(current_actor(), event),
    )


@blueprint.get("/now")
@signed_in
def present(slug: str) -> ResponseReturnValue:
    """Tell a screen whose turn it is, and how many seconds are left of it."""
    event = event_by_slug(session(), current_actor(), slug)
    turns, presentation = turns_of(session(), current_actor(), event.id), presentation_of(session(), event.id)
    number = turn_of(turns, presentation.project_id)
    url = url_for(".show", slug=slug, turn=number) if number else None
    return jsonify(turn=number, url=url, left=_left(presentation, turns, number))


def _order(event: Event, presentation: Presentation, form: OrderForm) -> ResponseReturnValue:
    turns = turns_of(session(), current_actor(), event.id)
    return render_template(
        "projects/presentations/index.html",
        event=event,
        form=form,
        presentation=presentation,
        turns=turns,
        steers=can_steer(current_actor(), event),
        current=turn_of(turns, presentation.project_id),
    ), form.status


def _left(presentation: Presentation, turns: Sequence[Turn], number: int | None) -> int:
    """Return what is left of a turn; one that is not on the stage has all of its time."""
    is_on = number is not None and number == turn_of(turns, presentation.project_id)
    return seconds_left(presentation.started_at if is_on else None, presentation.minutes, now())
