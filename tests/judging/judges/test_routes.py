"""The page on which judges say what they can, and what they should not judge."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.judging.judges.facts import ConflictDeclared, ConflictTakenBack
from hackathon.judging.judges.models import JudgeConflict, JudgeProfile
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories.judging import make_ballot, make_judged_event
from tests.factories.links import make_personal_link
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


def said(session: Session) -> tuple[object, ...]:
    own = session.scalars(select(JudgeProfile)).one()
    return (own.minutes, own.free_from, own.free_until, own.expertise, own.languages, own.version)


def test_judge_says_what_they_can_beginning_with_the_skills_of_their_profile(
    session: Session, browser: OpenBrowser
) -> None:
    judged = make_judged_event(session, time_zone="Europe/Berlin")
    session.get_one(Profile, judged.judges[0].id).skills = ["SQL:4", "Grids"]
    session.commit()
    judge, path = browser(judged.judges[0]), f"/events/{judged.event.slug}/judging/me"
    first = {"minutes": "60", "version": "0"}
    times = {"minutes": "", "free_from": "2026-11-24T14:00", "free_until": "2026-11-24T15:30"}
    words = {"expertise": "Grids, grids, Maps", "languages": "English,  french,", "version": "1"}

    shown = judge.get(path)
    saved = [judge.post(path, typed).status_code for typed in (first, times | words, times | words)]

    assert 'value="SQL, Grids"' in shown.text
    assert saved == [302, 302, 409]
    assert said(session) == (
        None,
        NOON + timedelta(hours=1),
        NOON + timedelta(hours=2, minutes=30),
        ["Grids", "Maps"],
        ["English", "french"],
        2,
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"minutes": "-1"}, "Number must be between 0 and 10000."),
        ({"free_from": "2026-11-24T14:00", "free_until": "2026-11-24T13:00"}, "This ends before it begins."),
        ({"languages": "x" * 31}, "Name a few languages, parted by commas."),
    ],
)
def test_judge_who_says_what_cannot_be_is_told_beside_the_field(
    session: Session, browser: OpenBrowser, typed: dict[str, object], sentence: str
) -> None:
    judged = make_judged_event(session)

    answer = browser(judged.judges[0]).post(f"/events/{judged.event.slug}/judging/me", typed)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert session.scalars(select(JudgeProfile)).all() == []


def test_conflict_is_declared_in_one_tap_and_taken_back_until_scoring_begins(
    session: Session, browser: OpenBrowser
) -> None:
    judged = make_judged_event(session, "running", projects=1)
    judge, path = browser(judged.judges[0]), f"/events/{judged.event.slug}/judging/me"
    team_id, account_id = judged.projects[0].team_id, judged.judges[0].id

    for act in ("declare", "take-back", "declare"):
        assert judge.post(f"{path}/conflicts/{team_id}/{act}").location == path

    assert "not asked to judge" in judge.get(path).text
    assert session.scalars(select(JudgeConflict.team_id)).all() == [team_id]
    event_id = judged.event.id
    assert [row.fact() for row in session.scalars(select(FactRow).order_by(FactRow.id))] == [
        ConflictDeclared(subject_id=event_id, team_id=team_id, account_id=account_id),
        ConflictTakenBack(subject_id=event_id, team_id=team_id),
        ConflictDeclared(subject_id=event_id, team_id=team_id, account_id=account_id),
    ]


def test_conflict_once_scoring_has_begun_stays_and_bars_the_ballot_with_a_sentence(
    session: Session, browser: OpenBrowser
) -> None:
    judged = make_judged_event(session)
    judge, path = browser(judged.judges[0]), f"/events/{judged.event.slug}/judging"
    ballot_id, team_id = make_ballot(session, judged.judges[0], judged.projects[0]).id, judged.projects[0].team_id
    scores = {f"score_{criterion_id}": "5" for criterion_id in judged.criteria}

    judge.post(f"{path}/me/conflicts/{team_id}/declare")
    back = judge.post(f"{path}/me/conflicts/{team_id}/take-back")
    cast = judge.post(f"{path}/ballots/{ballot_id}", {**scores, "act": "cast", "version": "1"})

    assert (back.status_code, cast.status_code) == (403, 403)
    assert "You said that you should not judge this team." in cast.text
    assert session.scalars(select(JudgeConflict.team_id)).all() == [team_id]


def test_page_of_a_judge_is_closed_to_others_and_knows_teams_of_its_event_only(
    session: Session, browser: OpenBrowser
) -> None:
    judged, other = make_judged_event(session), make_judged_event(session)
    path = f"/events/{judged.event.slug}/judging/me"

    for person in (judged.organizer, other.judges[0]):
        assert browser(person).get(path).status_code == 403
        assert browser(person).post(f"{path}/conflicts/{judged.projects[0].team_id}/declare").status_code == 403
    strange = browser(judged.judges[0]).post(f"{path}/conflicts/{other.projects[0].team_id}/declare")

    assert (strange.status_code, session.scalars(select(JudgeConflict)).all()) == (404, [])


@pytest.mark.parametrize("count", [1, 30])
def test_page_of_a_judge_asks_the_same_number_of_queries(
    session: Session, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    judged = make_judged_event(session, projects=count)
    judge, path = browser(judged.judges[0]), f"/events/{judged.event.slug}/judging/me"

    with queries() as seen:
        judge.get(path)

    assert len(seen) == 6


def test_judge_from_elsewhere_comes_by_link_to_queue_and_own_page_but_not_by_one_that_expired(
    session: Session, browser: OpenBrowser
) -> None:
    judged = make_judged_event(session)
    path = f"/events/{judged.event.slug}/judging"
    make_personal_link(session, judged.event, judged.organizer, "works")
    make_personal_link(session, judged.event, judged.organizer, "expired", expires_at=NOON)
    phone, late = browser(None), browser(None)

    phone.post("/invited/works")
    refused = late.post("/invited/expired")

    assert [phone.get(f"{path}/{page}").status_code for page in ("queue", "me")] == [200, 200]
    assert (refused.status_code, "or its time is over" in refused.text) == (409, True)
    assert late.get(f"{path}/queue").status_code == 302
