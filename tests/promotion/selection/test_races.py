"""Two decisions about a round at the same moment, on real connections: one wins."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.selection.commands import RoundDraft, close_round, open_round
from hackathon.promotion.selection.models import RoundCandidate, SelectionRound
from tests.factories import make_account
from tests.factories.selection import make_candidate, make_round
from tests.promotion.test_races import at_once

pytestmark = pytest.mark.slow
ROW = {"place": 1, "weeks": {"": 3.0}, "proposal": "SELECTED", "why": "FITS"}


def test_closing_twice_at_once_moves_each_case_once(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        chair, cases = make_account(session, "Stella", "steward"), [make_candidate(session) for _ in range(3)]
        figures = {"rows": [ROW | {"case_id": case.id} for case in cases], "plain": []}
        held_id, chair_id = make_round(session, chair, cases, state="CUT", figures=figures).id, chair.id

    ended = at_once(live_engine, live_url, [(chair_id, lambda work: close_round(work, held_id))] * 2)

    assert ended == {"done": 1, "IllegalMove": 1}
    with Session(live_engine) as session:
        assert session.get_one(SelectionRound, held_id).state == "CLOSED"
        assert {(case.state, case.version) for case in session.scalars(select(UseCase))} == {("SELECTED", 2)}


def test_two_rounds_at_once_do_not_share_a_candidate(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        chairs = [make_account(session, name, "steward").id for name in ("Stella", "Stan")]
        draft = RoundDraft("Autumn", {"": 9.0}, frozenset({make_candidate(session).id}), frozenset())

    ended = at_once(live_engine, live_url, [(chair, lambda work: open_round(work, draft)) for chair in chairs])

    assert ended == {"done": 1, "Conflict": 1}
    with Session(live_engine) as session:
        assert len(session.scalars(select(RoundCandidate)).all()) == 1
