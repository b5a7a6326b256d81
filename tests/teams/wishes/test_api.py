"""One's own choices as JSON."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from tests.calling import Program
from tests.factories import make_account, make_challenge
from tests.factories.integrations import make_token

PATH = "/api/v1/events/spring/choices"
Participant = Callable[[str], Account]


def test_write_ranks_and_show_tells_it_with_its_version(
    app: Flask, session: Session, event: Event, participant: Participant
) -> None:
    program = Program(app, make_token(session, participant("Jo")))
    ids = [make_challenge(session, event).id for _number in range(2)]

    before = program.get(PATH)
    written = program.send("PUT", PATH, {"challenge_ids": ids}, If_Match='"0"')
    stale = program.send("PUT", PATH, {"challenge_ids": []}, If_Match='"0"')
    after = program.get(PATH)

    assert [(each.status_code, each.headers.get("ETag")) for each in (before, written, stale, after)] == [
        (200, '"0"'),
        (200, '"1"'),
        (409, None),
        (200, '"1"'),
    ]
    assert (before.json, written.json, after.json) == ({"challenge_ids": []}, *({"challenge_ids": ids},) * 2)


@pytest.mark.parametrize("ids", [["1"], [1.5], [True], [10**20], "1", [999_999]])
def test_write_of_what_is_no_list_of_questions_is_unfit(
    app: Flask, session: Session, event: Event, participant: Participant, ids: object
) -> None:
    program = Program(app, make_token(session, participant("Jo")))
    make_challenge(session, event)

    answer = program.send("PUT", PATH, {"challenge_ids": ids}, If_Match='"0"')

    assert (answer.status_code, program.get(PATH).json) == (422, {"challenge_ids": []})


def test_show_to_somebody_who_does_not_take_part_is_refused(app: Flask, session: Session, event: Event) -> None:
    make_challenge(session, event)

    assert Program(app, make_token(session, make_account(session))).get(PATH).status_code == 403
