"""What a participant's token must not show: drafts, others' work, and no score before the release."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.web.api_description import operations
from tests.calling import Program
from tests.factories import make_account, make_challenge, make_event, make_project, make_registration, make_team
from tests.factories.integrations import make_token
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.factories.projects import make_submission

OTHERS = (
    "number",
    "key",
    "challenge_id",
    "consent_id",
    "notice_id",
    "team_id",
    "run_id",
    "ballot_id",
    "fact_id",
    "round_id",
)
"""What else stands in addresses; one of each may be there or not."""
SECRETS = ("Hidden plan", "Rival prototype", "rival snapshot", "Unasked question", "3.3", "sharp words")


@pytest.fixture
def judged(session: Session) -> Judged:
    """Make an event in judging with a cast ballot on a rival's project, and a draft event beside it."""
    judged = make_judged_event(session, projects=1)
    rival = judged.projects[0]
    rival.title, rival.summary = "Rival prototype", "rival snapshot"
    make_submission(session, rival, judged.organizer.id, number=2)
    make_ballot(session, judged.judges[0], rival, [3, 4], feedback="sharp words")
    make_challenge(session, judged.event, title="Unasked question", state="DECLINED")
    hidden = make_event(session, "running", state="DRAFT", name="Hidden plan", slug="hidden")
    make_challenge(session, hidden, title="Unasked question")
    make_project(session, make_team(session, hidden), title="Hidden plan")
    return judged


def test_token_of_a_participant_shows_no_drafts_and_no_scores(app: Flask, session: Session, judged: Judged) -> None:
    jo = make_account(session, "Jo")
    make_registration(session, judged.event, jo)
    program = Program(app, make_token(session, jo))

    answers = {path: program.get(path) for path in _reading(app, judged)}

    assert {answer.status_code for answer in answers.values()} == {200, 403, 404}
    assert {path: word for path, answer in answers.items() for word in SECRETS if word in answer.text} == {}


def test_token_of_the_organizer_shows_what_the_page_shows(app: Flask, session: Session, judged: Judged) -> None:
    program = Program(app, make_token(session, judged.organizer))

    ranking = program.get(f"/api/v1/events/{judged.event.slug}/ranking")

    assert (ranking.json or {})["items"][0]["mean"] == "3.300000"


def test_registrations_with_addresses_are_for_organizers(app: Flask, session: Session, judged: Judged) -> None:
    jo = make_account(session, "Jo", email="jo@example.org")
    make_registration(session, judged.event, jo)
    path = f"/api/v1/events/{judged.event.slug}/registrations"

    answers = [Program(app, make_token(session, who)).get(path) for who in (jo, judged.organizer)]

    assert [(answer.status_code, "jo@example.org" in answer.text) for answer in answers] == [(403, False), (200, True)]


def _reading(app: Flask, judged: Judged) -> Iterator[str]:
    """List every address that can be read, of the judged event and of the hidden one."""
    project = judged.projects[0].id
    for rule, method, _view in operations(app):
        if method == "GET":
            for slug, project_id in ((judged.event.slug, project), ("hidden", project + 1)):
                values = dict.fromkeys(OTHERS, 1) | {"slug": slug, "project_id": project_id}
                with app.test_request_context():
                    yield app.url_map.bind("localhost").build(
                        rule.endpoint, {name: values[name] for name in rule.arguments}, force_external=False
                    )
