"""The page on which organizers decide about a ranking, mend it, and release a new edition of it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.i18n import _, ngettext
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_organize
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.corrections.commands import (
    announce_as,
    ask_for_bridges,
    choose_score,
    exclude_judge,
    undo_decision,
    weigh_criteria,
)
from hackathon.judging.corrections.forms import (
    AnnounceForm,
    ExcludeForm,
    MethodForm,
    ReissueForm,
    WeighForm,
    weigh_form,
)
from hackathon.judging.corrections.queries import Board, board_of
from hackathon.judging.ranking.commands import reissue_results
from hackathon.judging.tallies.policy import can_decide
from hackathon.judging.tallies.queries import competes
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.forms import Form

blueprint = Blueprint("corrections", __name__, url_prefix="/events/<slug>/judging/decisions")


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show what was decided about the ranking, and what can be."""
    event = _event(slug)
    return _page(event, board_of(session(), event), {})


@blueprint.post("/exclude")
@signed_in
def exclude(slug: str) -> ResponseReturnValue:
    """Leave a judge's ballots out."""
    event = _event(slug)
    board, form = board_of(session(), event), ExcludeForm()
    form.offer(board.counting)
    if form.accepts():
        with form.guard(), working() as work:
            exclude_judge(work, event.id, form.judge_id.data, reason=form.reason.data or "")
            return _decided(slug)
    return _page(event, board, {"exclude": form})


@blueprint.post("/weights")
@signed_in
def weigh(slug: str) -> ResponseReturnValue:
    """Let criteria count more or less."""
    event = _event(slug)
    board = board_of(session(), event)
    form = _weigh_form(board)
    if form.accepts():
        with form.guard(), working() as work:
            weigh_criteria(work, event.id, form.weights(), reason=form.reason.data or "")
            return _decided(slug)
    return _page(event, board, {"weigh": form})


@blueprint.post("/method")
@signed_in
def choose(slug: str) -> ResponseReturnValue:
    """Decide what a project's score is."""
    event, form = _event(slug), MethodForm()
    if form.accepts():
        with form.guard(), working() as work:
            choose_score(work, event.id, form.method.data, reason=form.reason.data or "")
            return _decided(slug)
    return _page(event, board_of(session(), event), {"method": form})


@blueprint.post("/announcement")
@signed_in
def announce(slug: str) -> ResponseReturnValue:
    """Decide how places are announced that nothing connects."""
    event = _event(slug)
    board, form = board_of(session(), event), AnnounceForm()
    form.offer(board.titles)
    if form.accepts():
        with form.guard(), working() as work:
            announce_as(work, event.id, form.announced.data, form.order(), reason=form.reason.data or "")
            return _decided(slug)
    return _page(event, board, {"announce": form})


@blueprint.post("/<int:decision_id>/undo")
@signed_in
def undo(slug: str, decision_id: int) -> ResponseReturnValue:
    """Take a decision back."""
    event_id = _event(slug).id
    with working() as work:
        undo_decision(work, event_id, decision_id)
    return _decided(slug)


@blueprint.post("/bridges")
@signed_in
def bridge(slug: str) -> ResponseReturnValue:
    """Ask judges for the ballots that connect all projects."""
    event_id = _event(slug).id
    with working() as work:
        added = ask_for_bridges(work, event_id)
    flash(ngettext("%(num)s ballot was added.", "%(num)s ballots were added.", added) % {"num": added}, "success")
    return redirect(url_for(".index", slug=slug))


@blueprint.post("/edition")
@signed_in
def reissue(slug: str) -> ResponseReturnValue:
    """Release a new edition of the ranking."""
    event, form = _event(slug), ReissueForm()
    if form.accepts():
        with form.guard(), working() as work:
            reissue_results(work, event.id, reason=form.reason.data or "", seen=form.seen.data or "")
            flash(_("The new edition is out, and everybody is told why."), "success")
            return redirect(url_for("judging.ranking.show", slug=slug))
    return _page(event, board_of(session(), event), {"reissue": form})


def _event(slug: str) -> Event:
    event = event_by_slug(session(), current_actor(), slug)
    require(can_organize(current_actor(), event))
    return event


def _decided(slug: str) -> ResponseReturnValue:
    flash(_("Kept. The ranking is being computed anew; reload in a moment."), "success")
    return redirect(url_for(".index", slug=slug))


def _weigh_form(board: Board) -> WeighForm:
    criteria = [each for rubric in board.present.counted.rubrics.rows for each in rubric.criteria]
    return weigh_form([each for each in criteria if each.id in board.weights], board.weights)


def _page(event: Event, board: Board, sent: dict[str, Form]) -> ResponseReturnValue:
    """Draw the page; a form that was refused stands in the place of its empty one."""
    exclude, announcing, weighing = ExcludeForm(), AnnounceForm(), _weigh_form(board)
    exclude.offer(board.counting)
    announcing.offer(board.titles)
    empty: dict[str, Form] = {
        "exclude": exclude,
        "announce": announcing,
        "method": MethodForm(),
        "reissue": ReissueForm(),
    }
    for form in empty.values():
        form.process()  # what was sent belongs to one form alone
    weighing.process(data=weighing.filled(board.weights))
    empty["weigh"] = weighing
    decision = can_decide(current_actor(), event, competes=competes(session(), current_actor(), event.id))
    status = max((form.status for form in sent.values()), default=200)
    return render_template(
        "judging/corrections/index.html",
        event=event,
        board=board,
        forms=empty | sent,
        sent=sent,
        decision=decision,
    ), status
