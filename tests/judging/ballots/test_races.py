"""One judge in two tabs at the same moment, on real connections."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.contributions import Contributions
from hackathon.core.decisions import Refusal
from hackathon.core.work import unit_of_work
from hackathon.judging.ballots.commands import cast_ballot
from hackathon.judging.ballots.models import Ballot, BallotVersion
from hackathon.judging.ballots.rules import Marks
from hackathon.people.accounts.queries import actor_of
from tests.clocks import NOON
from tests.factories.judging import make_ballot, make_judged_event
from tests.installation import make_settings


def test_two_casts_of_the_same_version_give_one_ballot_and_one_refusal(live_engine: Engine, live_url: str) -> None:
    register = floors.contributions(make_settings(Path(), live_url))
    with Session(live_engine) as session:
        judged = make_judged_event(session)
        judge_id, criteria = judged.judges[0].id, judged.criteria
        ballot_id = make_ballot(session, judged.judges[0], judged.projects[0]).id
    start = Barrier(2)

    def cast(values: Sequence[int]) -> str:
        with Session(live_engine, info={"contributions": register}) as session:
            return _cast(session, register, judge_id, ballot_id, dict(zip(criteria, values, strict=True)), start)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(cast, [(5, 5), (1, 1)]))

    assert Counter(answers) == {"cast": 1, "Stale": 1}
    with Session(live_engine) as session:
        won = session.get_one(Ballot, ballot_id)
        assert set(won.values.values()) == ({5} if answers[0] == "cast" else {1})
        assert session.scalar(select(func.count()).select_from(BallotVersion)) == 1


def _cast(
    session: Session, register: Contributions, judge_id: int, ballot_id: int, scores: dict[int, int], start: Barrier
) -> str:
    actor = actor_of(session, judge_id, register)
    assert actor is not None
    start.wait(30)
    try:
        with unit_of_work(session, actor, NOON) as work:
            cast_ballot(work, ballot_id, Marks(scores), version=1)
    except Refusal as refusal:
        return type(refusal).__name__
    return "cast"
