"""A judge's queue and ballots as JSON, for devices that score without a page."""

from typing import TypedDict

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.events.setup.queries import event_by_slug
from hackathon.judging.ballots.commands import receive_ballot
from hackathon.judging.ballots.forms import ALIVE_AS, BallotAnswered, BallotSent, answered
from hackathon.judging.ballots.policy import can_judge
from hackathon.judging.ballots.queries import Sheet, ballot_seen, sheet_of, sheets_of
from hackathon.judging.rubric.models import Rubric
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working

blueprint = api_blueprint("ballots", __name__)


class CriterionAsked(TypedDict):
    """One thing to score; an optional one may be left out, an independent one is shown and not counted."""

    id: int
    name: str
    question: str
    weight: int
    optional: bool
    independent: bool
    anchors: dict[str, str]


class RubricAsked(TypedDict):
    """What a project is judged by, on a scale from `lowest` to `highest`."""

    lowest: int
    highest: int
    criteria: list[CriterionAsked]


class HandInShown(TypedDict):
    """A project as it was handed in last."""

    number: int
    title: str
    team: str
    question: str | None
    summary: str
    description: str
    demo_url: str
    video_url: str
    commit: str | None


class BallotShown(TypedDict):
    """One ballot of whoever asks, with what was handed in and what it is judged by; `scores` by criterion."""

    id: int
    version: int
    state: str
    stage: int
    scores: dict[str, int]
    feedback: str
    note: str
    alive: str
    submission: HandInShown
    rubric: RubricAsked
    url: str


class QueueShown(TypedDict):
    """A judge's ballots in the order of their queue: first those that wait."""

    items: list[BallotShown]


@blueprint.get("/events/<slug>/judging/queue")
@signed_in
@promises(QueueShown)
def queue(slug: str) -> ResponseReturnValue:
    """List the ballots of whoever asks, with all that is needed to score them without a connection."""
    event = event_by_slug(session(), current_actor(), slug)
    require(can_judge(current_actor(), event))
    shown: QueueShown = {"items": [_shown(sheet, slug) for sheet in sheets_of(session(), current_actor(), event.id)]}
    return jsonify(shown)


@blueprint.get("/events/<slug>/judging/ballots/<int:ballot_id>")
@signed_in
@promises(BallotShown, is_versioned=True)
def show(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Show a ballot as it is saved now."""
    event = event_by_slug(session(), current_actor(), slug)
    sheet = sheet_of(session(), ballot_seen(session(), current_actor(), event.id, ballot_id))
    return versioned(_shown(sheet, slug), sheet.ballot.version)


@blueprint.put("/events/<slug>/judging/ballots/<int:ballot_id>")
@signed_in
@promises(BallotAnswered, takes=BallotSent, is_versioned=True)
def send(slug: str, ballot_id: int) -> ResponseReturnValue:
    """Save or cast a ballot, or put it off; sent twice with the same `client_id`, it happens once."""
    event = event_by_slug(session(), current_actor(), slug)
    ballot_id = ballot_seen(session(), current_actor(), event.id, ballot_id).id
    said, version = body_as(BallotSent), version_read()
    with working() as work:
        answer = receive_ballot(work, ballot_id, said.act, said.marks(), version=version, sent=said.sent())
    return versioned(answered(answer), answer.version)


def _shown(sheet: Sheet, slug: str) -> BallotShown:
    ballot = sheet.ballot
    return {
        "id": ballot.id,
        "version": ballot.version,
        "state": ballot.state,
        "stage": ballot.stage,
        "scores": {str(criterion_id): value for criterion_id, value in ballot.values.items()},
        "feedback": ballot.feedback,
        "note": ballot.note,
        "alive": ALIVE_AS[ballot.alive_in_a_year],
        "submission": _hand_in(sheet),
        "rubric": _rubric(sheet.rubric),
        "url": url_for("judging.ballots.score", slug=slug, ballot_id=ballot.id),
    }


def _hand_in(sheet: Sheet) -> HandInShown:
    submission = sheet.submission
    return {
        "number": submission.number,
        "title": submission.title,
        "team": sheet.team,
        "question": sheet.question,
        "summary": submission.summary,
        "description": submission.description,
        "demo_url": submission.demo_url,
        "video_url": submission.video_url,
        "commit": submission.commit_sha,
    }


def _rubric(rubric: Rubric) -> RubricAsked:
    return {
        "lowest": rubric.lowest,
        "highest": rubric.highest,
        "criteria": [
            {
                "id": each.id,
                "name": each.name,
                "question": each.question,
                "weight": each.weight,
                "optional": each.is_optional,
                "independent": each.is_independent,
                "anchors": each.anchors,
            }
            for each in rubric.criteria
        ],
    }
