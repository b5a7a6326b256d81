"""Paths as JSON: sign the six answers, ask them again, choose a longer path, name who would own it."""

from dataclasses import asdict, dataclass

from flask import Response

from hackathon.promotion.cases.api import CASE, CaseMoved, Reason, move, standing
from hackathon.promotion.cases.commands import raise_path
from hackathon.promotion.cases.states import CasePath
from hackathon.promotion.paths.commands import ask_again, propose_owner, sign_answers
from hackathon.promotion.paths.rules import Answer, Change
from hackathon.web.access import signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as

blueprint = api_blueprint("paths", __name__)
PATH = f"{CASE}/path"


@dataclass(frozen=True)
class AnswersGiven:
    """The six statements in their order, then what makes a use case serious or prohibited: yes or no there."""

    open_data: Answer
    tools: Answer
    checked: Answer
    people: Answer
    reach: Answer
    effort: Answer
    special: Answer
    rights: Answer
    regulated: Answer
    prohibited: Answer


@dataclass(frozen=True)
class ChangeGiven:
    """What changed, and how."""

    what: Change
    reason: Reason


@dataclass(frozen=True)
class PathRaisedTo:
    """A longer path, and why."""

    path: CasePath
    reason: Reason


@dataclass(frozen=True)
class OwnerNamed:
    """Which account would own it."""

    owner_id: int


@blueprint.get(PATH)
@signed_in
@promises(CaseMoved, is_versioned=True)
def show(number: int) -> Response:
    """Show along which path a use case goes; its ETag is what its moves name in If-Match."""
    return standing(number)


@blueprint.post(PATH)
@signed_in
@promises(CaseMoved, takes=AnswersGiven, is_versioned=True)
def sign(number: int) -> Response:
    """Sign the six answers as who would own the use case."""
    return move(number, sign_answers, asdict(body_as(AnswersGiven)))


@blueprint.post(f"{PATH}/again")
@signed_in
@promises(CaseMoved, takes=ChangeGiven, is_versioned=True)
def again(number: int) -> Response:
    """Say that something changed, so that the six are asked again."""
    given = body_as(ChangeGiven)
    return move(number, ask_again, given.what, given.reason)


@blueprint.post(f"{PATH}/raise")
@signed_in
@promises(CaseMoved, takes=PathRaisedTo, is_versioned=True)
def longer(number: int) -> Response:
    """Send a nominated use case along a longer path."""
    given = body_as(PathRaisedTo)
    return move(number, raise_path, given.path, given.reason)


@blueprint.post(f"{PATH}/owner")
@signed_in
@promises(CaseMoved, takes=OwnerNamed, is_versioned=True)
def propose(number: int) -> Response:
    """Name who would own a nominated use case, and is asked for the six answers."""
    return move(number, propose_owner, body_as(OwnerNamed).owner_id)
