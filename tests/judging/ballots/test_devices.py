"""What a judge's device meets: pages it may keep, a worker, and addresses that take JSON."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import TeamMember
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON
from tests.factories.integrations import make_token
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]
ONE = "0b8f6f0e-6a56-4a8e-9d53-5d2f1f0c7a11"


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session, projects=2)


@pytest.fixture
def ballot(session: Session, judged: Judged) -> Ballot:
    return make_ballot(session, judged.judges[0], judged.projects[0])


def said(judged: Judged, *values: int, **more: object) -> dict[str, object]:
    scores = {str(criterion): value for criterion, value in zip(judged.criteria, values, strict=False)}
    return {"act": "cast", "client_id": ONE, "scores": scores, **more}


def address(judged: Judged, ballot: Ballot) -> str:
    return f"/events/{judged.event.slug}/judging/ballots/{ballot.id}"


def test_pages_of_a_judge_say_for_whom_they_may_be_kept(judged: Judged, ballot: Ballot, browser: OpenBrowser) -> None:
    judge = browser(judged.judges[0])

    queue = judge.get(f"/events/{judged.event.slug}/judging/queue")
    page = judge.get(address(judged, ballot))

    names = [(each.headers["Kept-For"], each.headers["Cache-Control"]) for each in (queue, page)]
    assert names == [(str(judged.judges[0].id), "private, no-store")] * 2
    assert f'data-kept-as="{page.headers["Kept-As"]}"' in queue.text
    assert "Kept-For" not in browser(judged.organizer).get("/").headers


def test_worker_may_look_after_all_addresses(browser: OpenBrowser) -> None:
    worker, other = (browser(None).get(f"/static/{name}") for name in ("sw.js", "app.js"))

    assert (worker.headers["Service-Worker-Allowed"], "Service-Worker-Allowed" in other.headers) == ("/", False)
    worker.close()
    other.close()


def test_page_sends_json_with_its_token_and_no_other_site_can(
    session: Session, judged: Judged, ballot: Ballot, browser: OpenBrowser
) -> None:
    judge = browser(judged.judges[0])
    path, based = address(judged, ballot) + "/sent", {"If-Match": '"1"'}

    forged = judge.client.post(path, json=said(judged, 1, 1), headers=based)
    token = {"X-CSRF-Token": judge.token()}
    sent = judge.client.post(path, json=said(judged, 4, 5, alive="no", feedback="Go on."), headers=based | token)

    session.expire_all()
    assert (forged.status_code, forged.mimetype) == (400, "application/problem+json")
    assert (sent.status_code, sent.json) == (200, {"version": 2, "state": "CAST", "late": False})
    assert (ballot.alive_in_a_year, ballot.feedback, list(ballot.values.values())) == (False, "Go on.", [4, 5])


def test_program_is_told_what_is_wrong_and_nothing_is_kept(
    session: Session, app: Flask, judged: Judged, ballot: Ballot
) -> None:
    program = Program(app, make_token(session, judged.judges[0]))
    wrongs: list[tuple[dict[str, object], str, str]] = [
        ({"client_id": "mine"}, "client_id", "Send a UUID"),
        ({"scores": {"x": 1}}, "scores", "by their numbers"),
        ({"act": "save", "scores": {"999999": 1}}, "", "rubric changed"),
        ({"claimed_at": "yesterday"}, "claimed_at", "Send a moment with its zone"),
        ({"feedback": "x" * 20_001}, "feedback", "20000 characters are possible"),
    ]

    for wrong, field, words in wrongs:
        answer = program.send("PUT", "/api/v1" + address(judged, ballot), said(judged, 4, 5) | wrong, If_Match='"1"')
        told = (answer.json or {})["errors"]
        assert (answer.status_code, told[0]["field"], words in told[0]["detail"]) == (422, field, True)

    session.expire_all()
    assert (ballot.state, ballot.version) == ("ASSIGNED", 1)


def test_program_reads_its_judge_s_queue_and_no_other(
    session: Session, app: Flask, judged: Judged, ballot: Ballot, queries: QueryCounter
) -> None:
    make_ballot(session, judged.judges[0], judged.projects[1], (4, 5), note="Mine.")
    path = f"/api/v1/events/{judged.event.slug}/judging/queue"

    with queries() as seen:
        items = (Program(app, make_token(session, judged.judges[0])).get(path).json or {})["items"]

    assert [(each["state"], each["note"], len(each["rubric"]["criteria"])) for each in items] == [
        ("ASSIGNED", "", 2),
        ("CAST", "Mine.", 2),
    ]
    assert len(seen) <= 12
    assert Program(app, make_token(session, judged.organizer)).get(path).status_code == 403
    other = Program(app, make_token(session, judged.organizer)).get("/api/v1" + address(judged, ballot))
    assert other.status_code == 404


def test_program_cannot_score_the_own_team_s_project(
    session: Session, app: Flask, judged: Judged, ballot: Ballot
) -> None:
    team_id, judge = judged.projects[0].team_id, judged.judges[0]
    session.add(TeamMember(team_id=team_id, account_id=judge.id, event_id=judged.event.id, joined_at=NOON))
    session.commit()

    answer = Program(app, make_token(session, judge)).send(
        "PUT", "/api/v1" + address(judged, ballot), said(judged, 5, 5), If_Match='"1"'
    )

    assert (answer.status_code, (answer.json or {})["detail"]) == (
        403,
        "You are in this project's team, so you cannot judge it.",
    )


def test_earlier_versions_are_read_by_their_judge_alone(judged: Judged, ballot: Ballot, browser: OpenBrowser) -> None:
    judge = browser(judged.judges[0])
    first = dict(zip((f"score_{each}" for each in judged.criteria), (2, 3), strict=True))
    judge.post(address(judged, ballot), {**first, "act": "cast", "version": 1, "feedback": "First words."})

    page = judge.get(address(judged, ballot) + "/versions")

    assert page.status_code == 200
    assert "First words." in page.text
    assert browser(judged.organizer).get(address(judged, ballot) + "/versions").status_code == 404
