"""The page of tables: organizers give them out, teams find theirs, judges walk from one to the next."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import Panel, Viewing
from hackathon.core.i18n import _, ngettext
from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.tables.commands import name_table, number_tables, walk_on
from hackathon.judging.tables.forms import TableForm
from hackathon.judging.tables.policy import can_give_tables, can_walk
from hackathon.judging.tables.queries import has_tables, placed_at
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, working
from hackathon.web.paging import page_in

blueprint = Blueprint("tables", __name__, url_prefix="/events/<slug>/judging/tables")


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show at which tables the teams are."""
    return _index(_event(slug), TableForm())


@blueprint.post("/number")
@signed_in
def number(slug: str) -> ResponseReturnValue:
    """Give every project without a table a number."""
    event_id = _event(slug).id
    with working() as work:
        given = number_tables(work, event_id)
    flash(
        ngettext("%(num)s project got a table.", "%(num)s projects got tables.", given) % {"num": given}
        if given
        else _("Every project has a table already."),
        "success",
    )
    return redirect(url_for(".index", slug=slug))


@blueprint.post("/<int:project_id>")
@signed_in
def name(slug: str, project_id: int) -> ResponseReturnValue:
    """Put a project at another table."""
    event, form = _event(slug), TableForm()
    if form.accepts():
        with form.guard(), working() as work:
            name_table(work, event.id, project_id, form.label.data or "")
            flash(_("The team is told."), "success")
            return redirect(url_for(".index", slug=slug))
    return _index(event, form)


@blueprint.post("/next")
@signed_in
def walk(slug: str) -> ResponseReturnValue:
    """Go to the next free table."""
    event_id = _event(slug).id
    with working() as work:
        ballot_id = walk_on(work, event_id).id
    return redirect(url_for("judging.ballots.score", slug=slug, ballot_id=ballot_id))


def queue_panel(viewing: Viewing, event: Event) -> Panel | None:
    """Offer judges the next free table beside their queue, where projects have tables."""
    if not can_walk(viewing.actor, event, at=viewing.now) or not has_tables(viewing.session, event.id):
        return None
    return Panel(_("At the tables"), "judging/tables/queue_panel.html", event)


def _event(slug: str) -> Event:
    return event_by_slug(session(), current_actor(), slug)


def _index(event: Event, form: TableForm) -> ResponseReturnValue:
    placed = placed_at(session(), event.id, current_actor().id)
    return render_template(
        "judging/tables/index.html",
        event=event,
        form=form,
        page=page_in(placed, size=60),
        own=[each for each in placed if each.is_own and each.label],
        giving=can_give_tables(current_actor(), event),
        walking=can_walk(current_actor(), event, at=now()),
        lacking=sum(each.label is None for each in placed),
    ), form.status
