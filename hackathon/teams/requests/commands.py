"""Asking a team to take one in, and what becomes of it."""

from collections.abc import Iterable
from typing import Any

from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.teams.formation.commands import take_in
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import size_of, team_of
from hackathon.teams.formation.rules import has_room
from hackathon.teams.requests.facts import (
    RequestAccepted,
    RequestDeclined,
    RequestExpired,
    RequestMade,
    RequestWithdrawn,
)
from hackathon.teams.requests.models import JoinRequest
from hackathon.teams.requests.policy import can_answer, can_ask, can_expire, can_withdraw
from hackathon.teams.requests.queries import open_requests, requests_by, requests_overdue, requests_to
from hackathon.teams.requests.rules import LONGEST_MESSAGE, MOST_OPEN, Ending
from hackathon.teams.requests.states import REQUEST_FLOW


def ask_team(work: Work, team_id: int, message: str = "") -> JoinRequest:
    """Ask to be taken into a team; its captain is told."""
    team = work.lock(Team, team_id)
    event = work.get(Event, team.event_id)
    require(can_ask(work.actor, team, event, at=work.received_at))
    _check(work, team, event, message)
    request = JoinRequest(
        team_id=team.id, event_id=event.id, account_id=work.actor.id, message=message, asked_at=work.received_at
    )
    work.add(request, unless_taken=Conflict(_("You have asked this team already. Its captain has not answered yet.")))
    work.record(RequestMade(**_whose(request)))
    return request


def withdraw_request(work: Work, request_id: int) -> JoinRequest:
    """Ask no longer."""
    _team, request = _locked(work, request_id)
    require(can_withdraw(work.actor, request))
    _advance(work, request, "withdraw")
    work.record(RequestWithdrawn(**_whose(request)))
    return request


def accept_request(work: Work, request_id: int, word: str = "") -> JoinRequest:
    """Take in who asked: the team's row is locked, so that the last place is given once."""
    team, request = _locked(work, request_id)
    event = work.get(Event, team.event_id)
    require(can_answer(work.actor, team, event, at=work.received_at))
    _advance(work, request, "accept")
    take_in(work, team, event, request.account_id)
    work.record(RequestAccepted(**_whose(request), **_said(work, word)))
    return request


def decline_request(work: Work, request_id: int, word: str = "") -> JoinRequest:
    """Do not take in who asked; they are told, with the captain's word where there is one."""
    team, request = _locked(work, request_id)
    require(can_answer(work.actor, team, work.get(Event, team.event_id), at=work.received_at))
    _advance(work, request, "decline")
    work.record(RequestDeclined(**_whose(request), **_said(work, word)))
    return request


def end_requests_to(work: Work, team_id: int, why: Ending) -> None:
    """End what waits for an answer of a team that takes nobody any more."""
    require(can_expire(work.actor))
    _expire(work, requests_to(work.session, team_id), why)


def end_requests_by(work: Work, account_id: int, event_id: int, why: Ending) -> None:
    """End what somebody asked for at an event, who found a team or no longer takes part."""
    require(can_expire(work.actor))
    _expire(work, requests_by(work.session, account_id, event_id), why)


def end_overdue_requests(work: Work) -> None:
    """End what waits for an answer at events where teams form no more."""
    require(can_expire(work.actor))
    _expire(work, requests_overdue(work.session, work.now), Ending.CLOSED)


def _check(work: Work, team: Team, event: Event, message: str) -> None:
    if len(message) > LONGEST_MESSAGE:
        raise Invalid("message", _("Use up to %(most)s characters.") % {"most": LONGEST_MESSAGE})
    if team_of(work.session, event.id, work.actor.id) is not None:
        raise Conflict(_("You are already in a team of this event."))
    room = has_room(size_of(work.session, team.id), event.team_max)
    if not room:
        raise Conflict(room.reason)
    if open_requests(work.session, work.actor.id, event.id) >= MOST_OPEN:
        raise Conflict(
            _("You have asked %(most)s teams already. Wait for an answer, or withdraw one of them.")
            % {"most": MOST_OPEN}
        )


def _locked(work: Work, request_id: int) -> tuple[Team, JoinRequest]:
    """Lock the team, which guards its places, before the request."""
    team = work.lock(Team, work.get(JoinRequest, request_id).team_id)
    return team, work.lock(JoinRequest, request_id)


def _advance(work: Work, request: JoinRequest, action: str) -> None:
    request.state = REQUEST_FLOW.after(action, request.state)
    request.answered_at = work.now


def _expire(work: Work, requests: Iterable[JoinRequest], why: Ending) -> None:
    ended = list(requests)
    for request in ended:
        _advance(work, request, "expire")
    work.record_all([RequestExpired(**_whose(request), why=why.value) for request in ended])


def _whose(request: JoinRequest) -> dict[str, Any]:
    ids = {"event_id": request.event_id, "account_id": request.account_id}
    return {"subject_id": request.team_id, "request": request.id, **ids}


def _said(work: Work, word: str) -> dict[str, Any]:
    if len(word) > LONGEST_MESSAGE:
        raise Invalid("word", _("Use up to %(most)s characters.") % {"most": LONGEST_MESSAGE})
    return dict(work.state(word).reference()) if word else {}
