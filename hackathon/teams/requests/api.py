"""Requests to join teams as JSON: asking, reading who asks, answering."""

from dataclasses import dataclass
from typing import Annotated, TypedDict

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.teams.formation.queries import team_seen
from hackathon.teams.requests.commands import accept_request, ask_team, decline_request, withdraw_request
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.policy import can_read_requests
from hackathon.teams.requests.queries import askers_of, is_request_to
from hackathon.teams.requests.rules import LONGEST_MESSAGE
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as
from hackathon.web.database import session, working
from hackathon.web.shapes import Moment, Says

blueprint = api_blueprint("requests", __name__)
REQUESTS = "/events/<slug>/teams/<int:team_id>/requests"
Words = Annotated[str, Says("maxLength", LONGEST_MESSAGE)]


class RequestShown(TypedDict):
    """That somebody asks to join a team: PENDING, ACCEPTED, DECLINED, WITHDRAWN or EXPIRED."""

    id: int
    team_id: int
    account_id: int
    message: str
    state: str
    asked_at: Moment


class AskerShown(RequestShown):
    """A request with what the captain has to know of who asks."""

    name: str
    craft: str
    skills: list[str]
    unit: str


class AskersShown(TypedDict):
    """Who asks to join a team, first come first."""

    items: list[AskerShown]


@dataclass(frozen=True)
class RequestAsked:
    """What somebody tells a team that they would like to be in."""

    message: Words = ""


@dataclass(frozen=True)
class RequestAnswered:
    """A word with the answer."""

    word: Words = ""


@blueprint.get(REQUESTS)
@signed_in
@promises(AskersShown)
def index(slug: str, team_id: int) -> Response:
    """List who asks to join a team and waits for an answer; for its captain only."""
    seen = team_seen(session(), current_actor(), team_id, slug=slug)
    require(can_read_requests(current_actor(), seen.team))
    found: list[AskerShown] = [
        {
            **_shown(asker.request),
            "name": asker.name,
            "craft": asker.craft,
            "skills": list(asker.skills),
            "unit": asker.unit,
        }
        for asker in askers_of(session(), team_id)
    ]
    return jsonify({"items": found})


@blueprint.post(REQUESTS)
@signed_in
@promises(RequestShown, status=201, takes=RequestAsked)
def ask(slug: str, team_id: int) -> ResponseReturnValue:
    """Ask a team to take one in; 409 where one asked before, where it is full, or where one has a team."""
    team_seen(session(), current_actor(), team_id, slug=slug)
    asked = body_as(RequestAsked)
    with working() as work:
        shown = _shown(ask_team(work, team_id, asked.message))
    return jsonify(shown), 201


@blueprint.post(f"{REQUESTS}/<int:request_id>/accept")
@signed_in
@promises(RequestShown, takes=RequestAnswered)
def accept(slug: str, team_id: int, request_id: int) -> Response:
    """Take in who asked; 409 where they withdrew, found a team, or the last place is gone."""
    _require_at(slug, team_id, request_id)
    answered = body_as(RequestAnswered)
    with working() as work:
        shown = _shown(accept_request(work, request_id, answered.word))
    return jsonify(shown)


@blueprint.post(f"{REQUESTS}/<int:request_id>/decline")
@signed_in
@promises(RequestShown, takes=RequestAnswered)
def decline(slug: str, team_id: int, request_id: int) -> Response:
    """Do not take in who asked."""
    _require_at(slug, team_id, request_id)
    answered = body_as(RequestAnswered)
    with working() as work:
        shown = _shown(decline_request(work, request_id, answered.word))
    return jsonify(shown)


@blueprint.post(f"{REQUESTS}/<int:request_id>/withdraw")
@signed_in
@promises(RequestShown)
def withdraw(slug: str, team_id: int, request_id: int) -> Response:
    """Ask no longer."""
    _require_at(slug, team_id, request_id)
    with working() as work:
        shown = _shown(withdraw_request(work, request_id))
    return jsonify(shown)


def _require_at(slug: str, team_id: int, request_id: int) -> None:
    team_seen(session(), current_actor(), team_id, slug=slug)
    if not is_request_to(session(), team_id, request_id):
        raise Missing(_("There is no such request to this team."))


def _shown(request: JoinRequest) -> RequestShown:
    return {
        "id": request.id,
        "team_id": request.team_id,
        "account_id": request.account_id,
        "message": request.message,
        "state": request.state,
        "asked_at": request.asked_at.isoformat(),
    }
