"""Challenges as JSON."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account, make_challenge, make_event

Open = Callable[[Account | None], Browser]


def shown(challenge: Challenge, slug: str) -> dict[str, object]:
    return {
        "id": challenge.id,
        "title": "Drifting meters",
        "question": "Which meters drift?",
        "why": "",
        "state": "ACCEPTED",
        "poser": "Pia",
        "product_owner": None,
        "lights": {"owner": False, "data": False, "outcome": True},
        "outcome": {"metric": "minutes", "unit": "min", "baseline": "41.5", "target": None},
        "wanted_skills": ["SQL"],
        "max_teams": 2,
        "track": None,
        "url": f"/events/{slug}/challenges/{challenge.id}",
    }


def make_drifting(session: Session, slug: str) -> Challenge:
    return make_challenge(
        session,
        make_event(session, "challenges", slug=slug),
        poser=make_account(session, "Pia"),
        title="Drifting meters",
        question="Which meters drift?",
        why="",
        metric="minutes",
        metric_unit="min",
        baseline="41.5000",
        target=None,
        product_owner_id=None,
        data_name="",
        wanted_skills=["SQL"],
        max_teams=2,
    )


def test_index_and_show_tell_the_same(session: Session, browser: Open) -> None:
    challenge, reader = make_drifting(session, "spring"), browser(make_account(session))

    answers = [reader.get(f"/api/v1/events/spring/challenges{more}").json for more in ("", f"/{challenge.id}")]

    one = shown(challenge, "spring")
    assert answers == [{"items": [one], "total": 1, "next": None}, one]


def test_show_at_another_event_is_not_found(session: Session, browser: Open) -> None:
    challenge, other = make_drifting(session, "spring"), make_event(session)

    answer = browser(make_account(session)).get(f"/api/v1/events/{other.slug}/challenges/{challenge.id}")

    assert (answer.status_code, "Drifting meters" in answer.text) == (404, False)
