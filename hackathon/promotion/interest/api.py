"""Who would take something over, as JSON: one's own word, and the names for those who may know them."""

from typing import TypedDict

from flask import Response, jsonify

from hackathon.projects.workspace.queries import project_seen
from hackathon.promotion.interest.commands import take_back, want_project, want_question
from hackathon.promotion.interest.queries import Interested, interest_in_project, interest_in_question, question_at
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.database import session, working

blueprint = api_blueprint("interest", __name__)
PROJECT = "/projects/<int:project_id>/interest"
QUESTION = "/events/<slug>/challenges/<int:challenge_id>/interest"


class InterestShown(TypedDict):
    """Whether one says that one would take it over, and who does: null for those who may not know it."""

    has_said: bool
    names: list[str] | None


@blueprint.get(PROJECT)
@signed_in
@promises(InterestShown)
def project(project_id: int) -> Response:
    """Show who would take a project over."""
    return _of_project(project_id)


@blueprint.put(PROJECT)
@signed_in
@promises(InterestShown)
def say_of_project(project_id: int) -> Response:
    """Say that one would take a project over."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        want_project(work, project_id)
    return _of_project(project_id)


@blueprint.delete(PROJECT)
@signed_in
@promises(InterestShown)
def take_back_project(project_id: int) -> Response:
    """Say that one would not take it over after all."""
    project_seen(session(), current_actor(), project_id)
    with working() as work:
        take_back(work, project_id=project_id)
    return _of_project(project_id)


@blueprint.get(QUESTION)
@signed_in
@promises(InterestShown)
def question(slug: str, challenge_id: int) -> Response:
    """Show who would take over what answers a question."""
    return _of_question(slug, challenge_id)


@blueprint.put(QUESTION)
@signed_in
@promises(InterestShown)
def say_of_question(slug: str, challenge_id: int) -> Response:
    """Say that one would take over what answers a question."""
    question_at(session(), current_actor(), slug, challenge_id)
    with working() as work:
        want_question(work, challenge_id)
    return _of_question(slug, challenge_id)


@blueprint.delete(QUESTION)
@signed_in
@promises(InterestShown)
def take_back_question(slug: str, challenge_id: int) -> Response:
    """Say that one would not take it over after all."""
    question_at(session(), current_actor(), slug, challenge_id)
    with working() as work:
        take_back(work, challenge_id=challenge_id)
    return _of_question(slug, challenge_id)


def _of_project(project_id: int) -> Response:
    seen = project_seen(session(), current_actor(), project_id)
    return _answer(interest_in_project(session(), current_actor(), seen))


def _of_question(slug: str, challenge_id: int) -> Response:
    event = question_at(session(), current_actor(), slug, challenge_id).event
    return _answer(interest_in_question(session(), current_actor(), event, challenge_id))


def _answer(interested: Interested) -> Response:
    shown: InterestShown = {"has_said": interested.has_said, "names": interested.names}
    return jsonify(shown)
