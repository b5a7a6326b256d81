"""Pages of the board."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.policy import can_found_team, can_see_seekers
from hackathon.teams.formation.queries import board, cards_of, few_seekers, seekers, team_of
from hackathon.teams.formation.rules import ROLE_LABELS
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import now, session
from hackathon.web.paging import page_of

blueprint = Blueprint("board", __name__, url_prefix="/events/<slug>/teams")
FEW = 8


@blueprint.get("")
@signed_in
def index(slug: str) -> ResponseReturnValue:
    """Show the teams, whom they miss, and who is looking for one."""
    event, actor = event_by_slug(session(), current_actor(), slug), current_actor()
    page = page_of(session(), board(event.id, challenge_id=_asked_challenge()), scalars=False)
    return render_template(
        "teams/board/index.html",
        event=event,
        page=page,
        cards=cards_of(session(), page.rows),
        mine=team_of(session(), event.id, actor.id),
        founding=can_found_team(actor, event, at=now()),
        seekers=few_seekers(session(), event.id, limit=FEW + 1) if can_see_seekers(actor, event) else None,
        few=FEW,
        filtered="challenge" in request.args,
        roles=ROLE_LABELS,
    )


@blueprint.get("/people")
@signed_in
def looking(slug: str) -> ResponseReturnValue:
    """List everybody who has no team yet."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_see_seekers(current_actor(), event))
    page = page_of(session(), seekers(event.id), scalars=False)
    return render_template("teams/board/looking.html", event=event, page=page, roles=ROLE_LABELS)


def _asked_challenge() -> int | None:
    return request.args.get("challenge", type=int)
