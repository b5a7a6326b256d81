"""Before the release every address is asked as every role, and everything written is read: no score is in any of it."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.mail import Mail
from hackathon.core.work import Work
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.judging.ballots.commands import cast_ballot
from hackathon.judging.ballots.models import Score
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.standings.jobs import compute
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.projects.workspace.models import Project
from tests.browsing import Browser
from tests.calling import Program
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.judging import make_ballot, make_rubric
from tests.factories.saving import saved
from tests.matrix.test_access import FIXED
from tests.matrix.world import World, make_world

pytestmark = [
    pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session"),
    pytest.mark.slow,
]
GIVEN = (791_919_791, 684_168_416)
"""Scores far above any scale, so that nothing else looks like them; weighted 70 to 30 they make 759594378.5."""
FEEDBACK, NOTE = "Zanzibar-feedback", "Quetzal-note"
TELLING = re.compile(f"791[ ,.]?919[ ,.]?7|684[ ,.]?168[ ,.]?4|759[ ,.]?594[ ,.]?3|{FEEDBACK}|{NOTE}")
OF_ORGANIZERS = ("organizer",)
"""Organizers decide what is announced, so they see how the ballots look; a judge's note to themself they do not."""


Working = Callable[[Account], AbstractContextManager[Work]]


@pytest.fixture
def world(session: Session, app: Flask, jobs: JobContext, working: Working, clock: StandingClock) -> World:
    """Give a world whose event is being judged: a judge outside all roles cast a telling ballot."""
    world = make_world(session, app.extensions["storage"])
    event = session.get_one(Event, world.mine["event_id"])
    event.running_closes_at = NOON - timedelta(hours=2)
    event.judging_opens_at, event.judging_closes_at = NOON - timedelta(hours=1), NOON + timedelta(days=1)
    session.commit()
    rubric = make_rubric(session, event)
    judge, project = make_account(session, "Planting Judge"), session.get_one(Project, world.mine["project_id"])
    saved(session, EventRoleGrant(event_id=event.id, account_id=judge.id, role="judge", given_at=NOON))
    ballot = make_ballot(session, judge, project, state="OPEN")
    first, second = (criterion.id for criterion in rubric.criteria)
    with working(judge) as work:
        cast_ballot(work, ballot.id, Marks({first: 3, second: 4}, FEEDBACK, NOTE), version=None)
    _plant(session, ballot.id)
    deliver_pending(session, clock)
    compute(jobs, event.id)
    return world


def _plant(session: Session, ballot_id: int) -> None:
    for score, value in zip(session.scalars(select(Score).where(Score.ballot_id == ballot_id)), GIVEN, strict=True):
        score.value = value
    session.commit()


def test_no_address_tells_anybody_but_organizers_a_score(
    app: Flask,
    session: Session,
    connection: Connection,
    world: World,
    browser: Callable[[Account | None], Browser],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    people = {role: who for role, who in world.people.items() if role not in OF_ORGANIZERS}
    tokens = {role: make_token(session, who) if who else None for role, who in people.items()}
    app.config["PROPAGATE_FAULTS"] = False

    told = [
        (role, path)
        for path in _addresses(app, world)
        for role, who in people.items()
        if TELLING.search(_read(app, connection, browser(who), tokens[role], path))
    ]

    app.config["PROPAGATE_FAULTS"] = True
    assert told == []
    assert TELLING.search(caplog.text) is None


def test_organizers_see_scores_but_no_judges_note(
    app: Flask, world: World, connection: Connection, browser: Callable[[Account | None], Browser]
) -> None:
    organizer = browser(world.people["organizer"])

    seen = "".join(_read(app, connection, organizer, None, path) for path in _addresses(app, world))

    assert TELLING.search(seen) is not None
    assert NOTE not in seen


def test_nothing_written_for_others_holds_a_score(session: Session, world: World) -> None:
    written = [
        *session.scalars(select(FactRow.payload)),
        *(f"{notice.subject} {notice.text}" for notice in session.scalars(select(Notice))),
        *(f"{mail.subject} {mail.body}" for mail in session.scalars(select(Mail))),
    ]

    assert world.mine
    assert [text for text in written if TELLING.search(text)] == []


def _addresses(app: Flask, world: World) -> Iterator[str]:
    """List every address that can be looked at, on the event that is judged."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if "GET" in (rule.methods or ()):
            yield _path(app, rule, world)


def _path(app: Flask, rule: Rule, world: World) -> str:
    things = world.mine
    if rule.endpoint.startswith(("projects.submissions", "api_submissions")):
        things = things | {"number": things["submission_number"]}
    values = {name: FIXED[name] if name in FIXED else things[name] for name in rule.arguments}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False))


def _read(app: Flask, connection: Connection, opened: Browser, token: str | None, path: str) -> str:
    """Return all of an answer, headers too; pictures are full of numbers and are left out."""
    savepoint = connection.begin_nested()
    try:
        answer = Program(app, token).send("GET", path) if token and path.startswith("/api/") else opened.get(path)
        with answer:
            text = answer.get_data().decode(errors="replace")
            return f"{answer.headers} {re.sub('<svg.*?</svg>', '', text, flags=re.DOTALL)}"
    finally:
        savepoint.rollback()
