"""Judges who cast while the rubric changes, on real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.decisions import Refusal
from hackathon.core.work import Work, unit_of_work
from hackathon.judging.ballots.commands import cast_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.editions.commands import make_edition
from hackathon.judging.editions.models import RubricEdition
from hackathon.judging.editions.rules import Change
from hackathon.judging.rubric.rules import CriterionDraft
from hackathon.people.accounts.queries import actor_of
from tests.clocks import NOON
from tests.factories.judging import make_ballot, make_judged_event
from tests.installation import make_settings

JUDGES = 4


@pytest.mark.slow
def test_no_ballot_stays_cast_without_what_the_new_edition_asks(live_engine: Engine, live_url: str) -> None:
    register, start = floors.contributions(make_settings(Path(), live_url)), Barrier(JUDGES + 1)
    with Session(live_engine) as session:
        judged = make_judged_event(session, judges=JUDGES)
        judged.rubric.locked_at = NOON
        organizer_id, event_id, rubric_id = judged.organizer.id, judged.event.id, judged.rubric.id
        marks = Marks(dict.fromkeys(judged.criteria, 3))
        first, second = (each.draft() for each in judged.rubric.criteria)
        change = Change([replace(first, weight=60), second, CriterionDraft("Courage", weight=10, row=2)])
        ballots = {judge.id: make_ballot(session, judge, judged.projects[0]).id for judge in judged.judges}

    def act(who: int, command: Callable[[Work], object]) -> str:
        with Session(live_engine, info={"contributions": register}) as session:
            actor = actor_of(session, who, register)
            assert actor is not None
            start.wait(30)
            try:
                with unit_of_work(session, actor, NOON) as work:
                    command(work)
            except Refusal as refusal:
                return type(refusal).__name__
            return "done"

    def cast(judge_id: int) -> str:
        return act(judge_id, lambda work: cast_ballot(work, ballots[judge_id], marks, version=None))

    with ThreadPoolExecutor(JUDGES + 1) as threads:
        casts = [threads.submit(cast, judge_id) for judge_id in ballots]
        made = threads.submit(
            act, organizer_id, lambda work: make_edition(work, event_id, rubric_id, change, reason="!")
        )
        answers = [each.result() for each in casts]

    assert made.result() == "done"
    with Session(live_engine) as session:
        asked = session.scalars(select(RubricEdition.asked)).one()
        assert len(asked) == answers.count("done")
        assert {*answers} <= {"done", "Invalid"}
        assert "CAST" not in set(session.scalars(select(Ballot.state)))
