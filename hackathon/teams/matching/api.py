"""Matching as JSON, for an event's organizers: ask for teams, read what is proposed, apply it."""

from dataclasses import asdict, dataclass
from typing import Annotated, TypedDict

from flask import Response, url_for
from flask.typing import ResponseReturnValue

from hackathon.events.setup.models import Event
from hackathon.events.setup.queries import event_by_slug
from hackathon.teams.matching.commands import apply_plan, ask_for_plan
from hackathon.teams.matching.queries import draft_of, names_in, run_seen
from hackathon.teams.matching.rules import LARGEST_SEED, LONGEST_TIME, Asked, read, said
from hackathon.teams.situation.rules import Scope
from hackathon.web.access import current_actor, signed_in
from hackathon.web.api import api_blueprint, promises, versioned
from hackathon.web.bodies import body_as, version_read
from hackathon.web.database import session, working
from hackathon.web.shapes import Moment, Says

blueprint = api_blueprint("matchings", __name__)
MATCHINGS = "/events/<slug>/matchings"
MATCHING = f"{MATCHINGS}/<int:run_id>"
Seed = Annotated[int, Says("minimum", 0), Says("maximum", LARGEST_SEED)]
Seconds = Annotated[int, Says("minimum", 1), Says("maximum", LONGEST_TIME)]


@dataclass(frozen=True)
class MatchingAsked:
    """How people are to be matched: those still alone into new teams, or open teams of the whole event filled up."""

    scope: Scope = Scope.ALONE
    seed: Seed = Asked.seed
    time_limit: Seconds = Asked.time_limit


class PlannedTeamShown(TypedDict):
    """A team of a proposal; `team_id` is null as long as it is not made."""

    name: str
    is_new: bool
    team_id: int | None
    challenge_id: int | None
    account_ids: list[int]


class MatchingShown(TypedDict):
    """A proposal of teams; shares are from 0 to 1 and null over nothing, `teams` is empty until it is made.

    `unmet` says what could not be met, for whom and why.
    """

    id: int
    scope: str
    seed: int
    state: str
    trouble: str
    asked_at: Moment
    teams: list[PlannedTeamShown]
    left_out: list[int]
    role_ok: float | None
    size_ok: float | None
    top1: float | None
    top3: float | None
    skill_cover: float | None
    unmet: list[str]
    stopped_by: str
    version: int
    url: str


@blueprint.post(MATCHINGS)
@signed_in
@promises(MatchingShown, status=201, takes=MatchingAsked, is_versioned=True)
def ask(slug: str) -> ResponseReturnValue:
    """Ask for a proposal of teams; read it until its state is no longer ASKED."""
    event, asked = event_by_slug(session(), current_actor(), slug), body_as(MatchingAsked)
    with working() as work:
        run_id = ask_for_plan(work, event.id, Asked(**asdict(asked))).id
    return _answer(event, run_id), 201


@blueprint.get(MATCHING)
@signed_in
@promises(MatchingShown, is_versioned=True)
def show(slug: str, run_id: int) -> Response:
    """Show one proposal; its ETag is what applying it names in If-Match."""
    return _answer(event_by_slug(session(), current_actor(), slug), run_id)


@blueprint.put(f"{MATCHING}/applied")
@signed_in
@promises(MatchingShown, is_versioned=True)
def apply(slug: str, run_id: int) -> Response:
    """Make the teams as proposed and tell everybody why they are there; all of it or nothing."""
    event = event_by_slug(session(), current_actor(), slug)
    run_seen(session(), current_actor(), event, run_id)
    version = version_read()
    with working() as work:
        apply_plan(work, run_id, version=version)
    return _answer(event, run_id)


def _answer(event: Event, run_id: int) -> Response:
    run = run_seen(session(), current_actor(), event, run_id)
    draft = draft_of(session(), run)
    names = names_in(session(), draft)
    teams: list[PlannedTeamShown] = [
        {
            "name": team.name,
            "is_new": team.is_new,
            "team_id": team.team_id,
            "challenge_id": team.challenge_id,
            "account_ids": draft.members_of(team),
        }
        for team in draft.teams
    ]
    figures = run.figures
    shown: MatchingShown = {
        "id": run.id,
        "scope": run.scope,
        "seed": run.seed,
        "state": run.state,
        "trouble": run.trouble,
        "asked_at": run.asked_at.isoformat(),
        "teams": teams,
        "left_out": [place.account_id for place in draft.places if place.planned_id is None],
        "role_ok": figures.get("role_ok"),
        "size_ok": figures.get("size_ok"),
        "top1": figures.get("top1"),
        "top3": figures.get("top3"),
        "skill_cover": figures.get("skill_cover"),
        "unmet": [said(read(row), names) for row in run.unmet],
        "stopped_by": run.stopped_by,
        "version": run.version,
        "url": url_for("teams.matching.show", slug=event.slug, run_id=run.id),
    }
    return versioned(shown, run.version)
