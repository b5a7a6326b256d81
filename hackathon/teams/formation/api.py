"""Membership as JSON: joining an open team, and leaving."""

from typing import TypedDict

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from hackathon.teams.formation.commands import join_team, leave_team
from hackathon.teams.formation.queries import team_seen
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import session, working
from hackathon.web.shapes import Moment

blueprint = api_blueprint("membership", __name__)
PATH = "/events/<slug>/teams/<int:team_id>/membership"


class MembershipShown(TypedDict):
    """That somebody is in a team, and since when."""

    team_id: int
    account_id: int
    joined_at: Moment


class TeamLeftShown(TypedDict):
    """What became of the team that one left: DISSOLVED where nobody is left in it."""

    team_id: int
    state: str


@blueprint.post(PATH)
@signed_in
@promises(MembershipShown, status=201)
def join(slug: str, team_id: int) -> ResponseReturnValue:
    """Join an open team; 409 where it is full, or where one has a team already."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        member = join_team(work, team_id)
        shown: MembershipShown = {
            "team_id": member.team_id,
            "account_id": member.account_id,
            "joined_at": member.joined_at.isoformat(),
        }
    return jsonify(shown), 201


@blueprint.delete(PATH)
@signed_in
@promises(TeamLeftShown)
def leave(slug: str, team_id: int) -> Response:
    """Leave one's team; a captain hands over to the longest member."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    with working() as work:
        shown: TeamLeftShown = {"team_id": team_id, "state": leave_team(work, team_id).state}
    return jsonify(shown)
