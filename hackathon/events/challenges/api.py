"""Challenges as JSON: the questions of an event, with what is known about owner, data and outcome."""

from typing import TypedDict

from flask import Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.queries import SeenChallenge, challenge_seen, challenges_of
from hackathon.events.setup.queries import event_by_slug
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, listed, promises
from hackathon.web.database import session
from hackathon.web.paging import page_of
from hackathon.web.shapes import Figure, figure

blueprint = api_blueprint("challenges", __name__)


class LightsShown(TypedDict):
    """Whether what lets a prototype live on is known: its owner, its data, its outcome."""

    owner: bool
    data: bool
    outcome: bool


class OutcomeShown(TypedDict):
    """What is measured, from where to where."""

    metric: str
    unit: str
    baseline: Figure | None
    target: Figure | None


class ChallengeShown(TypedDict):
    """A business question; `max_teams` is null where any number of teams may take it."""

    id: int
    title: str
    question: str
    why: str
    state: str
    poser: str
    product_owner: str | None
    lights: LightsShown
    outcome: OutcomeShown
    wanted_skills: list[str]
    max_teams: int | None
    track: str | None
    url: str


@blueprint.get("/events/<slug>/challenges")
@signed_in
@promises(ChallengeShown, is_list=True)
def index(slug: str) -> Response:
    """List the questions of an event that the reader may see."""
    event = event_by_slug(session(), current_actor(), slug)
    page = page_of(session(), challenges_of(current_actor(), event.id), scalars=False)
    return listed(page, lambda row: _shown(SeenChallenge(*row), slug))


@blueprint.get("/events/<slug>/challenges/<int:challenge_id>")
@signed_in
@promises(ChallengeShown)
def show(slug: str, challenge_id: int) -> ResponseReturnValue:
    """Show one question."""
    seen = challenge_seen(session(), current_actor(), challenge_id)
    if seen.event.slug != slug:
        raise Missing(_("There is no such question, or it was not accepted for the event."))
    return jsonify(_shown(seen, slug))


def _shown(seen: SeenChallenge, slug: str) -> ChallengeShown:
    challenge = seen.challenge
    return {
        "id": challenge.id,
        "title": challenge.title,
        "question": challenge.question,
        "why": challenge.why,
        "state": challenge.state,
        "poser": seen.poser,
        "product_owner": seen.product_owner,
        "lights": {
            "owner": challenge.has_owner,
            "data": challenge.has_usable_data,
            "outcome": challenge.has_outcome,
        },
        "outcome": _outcome(challenge),
        "wanted_skills": challenge.wanted_skills,
        "max_teams": challenge.max_teams,
        "track": seen.track,
        "url": url_for("events.challenges.show", slug=slug, challenge_id=challenge.id),
    }


def _outcome(challenge: Challenge) -> OutcomeShown:
    return {
        "metric": challenge.metric,
        "unit": challenge.metric_unit,
        "baseline": figure(challenge.baseline),
        "target": figure(challenge.target),
    }
