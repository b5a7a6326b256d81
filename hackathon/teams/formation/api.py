"""Teams as JSON: who is in them, and whom they miss."""

from dataclasses import replace
from typing import TypedDict

from flask import Response, url_for

from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.formation.queries import Member, TeamCard, board, cards_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session
from hackathon.web.paging import page_of

blueprint = api_blueprint("teams", __name__)


class MemberShown(TypedDict):
    """Somebody in a team."""

    account_id: int
    name: str
    craft: str


class TeamShown(TypedDict):
    """A team; `missing` names in words whom it lacks."""

    id: int
    name: str
    pitch: str
    state: str
    challenge_id: int | None
    captain_id: int
    members: list[MemberShown]
    missing: list[str]
    url: str


@blueprint.get("/events/<slug>/teams")
@signed_in
@promises(TeamShown, is_list=True)
def index(slug: str) -> Response:
    """List the teams of an event, those with room for people first."""
    event = event_by_slug(session(), current_actor(), slug)
    page = page_of(session(), board(event.id), scalars=False)
    return listed(replace(page, rows=cards_of(session(), page.rows)), lambda card: _shown(card, slug))


def _shown(card: TeamCard, slug: str) -> TeamShown:
    team = card.team
    return {
        "id": team.id,
        "name": team.name,
        "pitch": team.pitch,
        "state": team.state,
        "challenge_id": team.challenge_id,
        "captain_id": team.captain_id,
        "members": [_member(each) for each in card.members],
        "missing": card.missing,
        "url": url_for("teams.formation.show", slug=slug, team_id=team.id),
    }


def _member(member: Member) -> MemberShown:
    return {"account_id": member.account_id, "name": member.name, "craft": member.craft}
