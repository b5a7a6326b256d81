"""Pages of the board: teams that look for people, and people who look for a team."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Decision, require
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.queries import accepted_challenges
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import organizes
from hackathon.events.setup.queries import event_by_slug
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.teams.board.forms import filter_asked
from hackathon.teams.board.queries import board_of
from hackathon.teams.board.rules import Board, Filter, why_ask, why_join
from hackathon.teams.formation.policy import can_found_team, can_see_seekers, is_forming
from hackathon.teams.formation.rules import ENTRY_LABELS
from hackathon.teams.invitations.queries import waiting_of
from hackathon.teams.wishes.policy import can_wish
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session, viewing
from hackathon.web.paging import Page, page_in

blueprint = Blueprint("board", __name__, url_prefix="/events/<slug>/teams")
FEW, MOST_OFFERED = 8, 100


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show the teams, those that fit the reader first, and who is looking for one."""
    event, sought = event_by_slug(session(), current_actor(), slug), filter_asked()
    questions, actor = accepted_challenges(session(), event.id), current_actor()
    board = board_of(viewing(), event, questions={each.id for each in questions})
    shown = {
        "page": _teams(board, sought),
        "people": _people(board, sought, questions).rows[:FEW] if board.seekers is not None else None,
        "waiting": waiting_of(session(), actor.id, event.id) if board.me else None,
        "founding": can_found_team(actor, event, at=now()),
        "wishing": can_wish(actor, event, at=now()),
        "organizes": organizes(actor, event),
    }
    return render_template("teams/board/index.html", **shown, **_frame(event, board, sought, questions))


@blueprint.get("/people")
@signed_in
def looking(slug: str) -> ResponseReturnValue:
    """List everybody who has no team yet, those whom the reader's team lacks first."""
    event, sought = event_by_slug(session(), current_actor(), slug), filter_asked()
    require(can_see_seekers(current_actor(), event))
    questions = accepted_challenges(session(), event.id)
    board = board_of(viewing(), event, questions={each.id for each in questions})
    return render_template(
        "teams/board/looking.html",
        page=_people(board, sought, questions),
        inviting=_inviting(event, board),
        **_frame(event, board, sought, questions),
    )


def _teams(board: Board, sought: Filter) -> Page:
    page = page_in(board.teams_for_reader(sought))
    return replace(page, rows=[(team, why_join(fit)) for team, fit in page.rows])


def _people(board: Board, sought: Filter, questions: Sequence[Challenge]) -> Page:
    """Cut the page out of who looks for a team: each with why, and the questions they chose, by the alphabet."""
    page, titles = page_in(board.people_for_reader(sought)), {each.id: each.title for each in questions}
    rows = [(each, why_ask(fit), sorted(titles[chosen] for chosen in each.choices)) for each, fit in page.rows]
    return replace(page, rows=rows)


def _inviting(event: Event, board: Board) -> Decision | None:
    """Tell whether the reader may invite people to their team; None where they lead none."""
    if board.mine is None or board.mine.captain_id != current_actor().id or not board.mine.has_place:
        return None
    return is_forming(current_actor(), event, at=now())


def _frame(event: Event, board: Board, sought: Filter, questions: Sequence[Challenge]) -> dict[str, object]:
    """Return what both pages show around their lists: the filter, and what can be chosen in it."""
    return {
        "event": event,
        "board": board,
        "sought": sought,
        "entry_labels": ENTRY_LABELS,
        "crafts": list(CRAFT_LABELS.items()),
        "units": [(unit, unit) for unit in board.units],
        "questions": [(each.id, each.title) for each in questions],
        "skills": board.skills[:MOST_OFFERED],
        "query": {name: value for name, value in request.args.items() if name != "page" and value},
    }
