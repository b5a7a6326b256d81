"""Teams as JSON: who is in them, whom they miss, and what they look for."""

from typing import TypedDict

from flask import Response, url_for

from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.board.forms import filter_asked
from hackathon.teams.board.queries import teams_of_event
from hackathon.teams.board.rules import Board, PersonShown, TeamShown
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session
from hackathon.web.paging import page_in

blueprint = api_blueprint("teams", __name__)


class MemberShown(TypedDict):
    """Somebody in a team."""

    account_id: int
    name: str
    craft: str


class TeamListed(TypedDict):
    """A team; `missing` names in words whom it lacks, `wanted_skills` what it and its question look for."""

    id: int
    name: str
    pitch: str
    state: str
    entry: str
    challenge_id: int | None
    captain_id: int
    members: list[MemberShown]
    missing: list[str]
    wanted_skills: list[str]
    url: str


@blueprint.get("/events/<slug>/teams")
@signed_in
@promises(TeamListed, is_list=True, filters=("skill", "craft", "unit", "challenge"))
def index(slug: str) -> Response:
    """List the teams of an event, those with room for people first, all or those that a filter lets through.

    A skill and a craft are those that a team looks for, a unit is one that somebody in it is of.
    """
    event = event_by_slug(session(), current_actor(), slug)
    teams = Board(teams_of_event(session(), event)).teams_for_reader(filter_asked())
    return listed(page_in([team for team, _fit in teams]), lambda team: _shown(team, slug))


def _shown(team: TeamShown, slug: str) -> TeamListed:
    return {
        "id": team.id,
        "name": team.name,
        "pitch": team.pitch,
        "state": team.state,
        "entry": team.entry,
        "challenge_id": team.challenge_id,
        "captain_id": team.captain_id,
        "members": [_member(each) for each in team.members],
        "missing": team.missing,
        "wanted_skills": list(team.wanted_skills),
        "url": url_for("teams.formation.show", slug=slug, team_id=team.id),
    }


def _member(member: PersonShown) -> MemberShown:
    return {"account_id": member.account_id, "name": member.name, "craft": member.craft}
