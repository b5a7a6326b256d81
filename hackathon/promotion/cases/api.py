"""The life of a use case as JSON: suspend, resume, retire; and the shape in which every move of it is answered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypedDict

from flask import Response, url_for

from hackathon.promotion.cases.commands import resume_case, retire_case, suspend_case
from hackathon.promotion.cases.queries import lineage_of
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working
from hackathon.web.forms import SENTENCE
from hackathon.web.shapes import Moment, Says

blueprint = api_blueprint("cases", __name__)
CASE = "/use-cases/<int:number>"
Reason = Annotated[str, Says("maxLength", SENTENCE)]


class CaseMoved(TypedDict):
    """Where a use case stands after a move; `path_signed_at` is null while its six answers wait to be signed."""

    number: int
    title: str
    path: str
    path_signed_at: Moment | None
    state: str
    state_since: Moment
    url: str


@dataclass(frozen=True)
class ReasonGiven:
    """Why: read by the people concerned."""

    reason: Reason


@blueprint.post(f"{CASE}/suspend")
@signed_in
@promises(CaseMoved, takes=ReasonGiven, is_versioned=True)
def suspend(number: int) -> Response:
    """Stop a use case for a while."""
    return move(number, suspend_case, body_as(ReasonGiven).reason)


@blueprint.post(f"{CASE}/resume")
@signed_in
@promises(CaseMoved, is_versioned=True)
def resume(number: int) -> Response:
    """Let a suspended use case go on."""
    return move(number, resume_case)


@blueprint.post(f"{CASE}/retire")
@signed_in
@promises(CaseMoved, takes=ReasonGiven, is_versioned=True)
def retire(number: int) -> Response:
    """End a use case for good."""
    return move(number, retire_case, body_as(ReasonGiven).reason)


def move(number: int, command: Callable[..., Any], *given: Any) -> Response:
    """Run a command on a use case in the version that was read, and answer with where it stands then."""
    run_on(number, command, *given)
    return standing(number)


def run_on(number: int, command: Callable[..., Any], *given: Any, **more: Any) -> None:
    """Run a command on a use case in the version that was read."""
    case_id, version = lineage_of(session(), current_actor(), number).case.id, version_read()
    with working() as work:
        command(work, case_id, *given, **more, version=version)


def standing(number: int) -> Response:
    """Answer with where a use case stands; its ETag is what the next move names in If-Match."""
    case = lineage_of(session(), current_actor(), number).case
    shown: CaseMoved = {
        "number": case.number,
        "title": case.title,
        "path": case.path,
        "path_signed_at": case.path_signed_at.isoformat() if case.path_signed_at else None,
        "state": case.state,
        "state_since": case.state_since.isoformat(),
        "url": url_for("promotion.portfolio.show", number=case.number),
    }
    return versioned(shown, case.version)
