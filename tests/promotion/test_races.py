"""Two people decide at the same moment, on real connections: one wins, and numbers have no twins."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.decisions import Refusal
from hackathon.core.work import Work, unit_of_work
from hackathon.people.accounts.queries import actor_of
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.nominations.commands import Answers, NominationDraft, nominate_project, screen_case
from hackathon.promotion.nominations.models import Screening
from hackathon.promotion.questions.commands import AnswerDraft, answer_question
from hackathon.promotion.questions.models import QuestionAnswer
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project
from tests.installation import make_settings

Act = tuple[int, Callable[[Work], object]]


def at_once(engine: Engine, url: str, acts: list[Act]) -> Counter[str]:
    """Let people act at the same moment, each on a connection of their own; count how it ended."""
    register, start = floors.contributions(make_settings(Path(), url)), Barrier(len(acts))

    def perform(act: Act) -> str:
        account_id, command = act
        with Session(engine, info={"contributions": register}) as session:
            actor = actor_of(session, account_id, register)
            assert actor is not None
            start.wait(30)
            try:
                with unit_of_work(session, actor, NOON) as work:
                    command(work)
            except Refusal as refusal:
                return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return Counter(threads.map(perform, acts))


def test_two_decisions_at_once_give_one_winner(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        done = make_finished_project(session)
        case_id = make_case(session, done).id
        first, second = (make_account(session, name, "steward").id for name in ("Stella", "Stan"))
    yes, no = Answers(True, True, True), Answers(True, True, False, "No metric.", "A metric.")

    ended = at_once(
        live_engine,
        live_url,
        [(first, lambda work: screen_case(work, case_id, yes)), (second, lambda work: screen_case(work, case_id, no))],
    )

    assert ended == {"done": 1, "IllegalMove": 1}
    with Session(live_engine) as session:
        screening = session.scalars(select(Screening)).one()
        state = session.get_one(UseCase, case_id).state
        assert state == ("OFFERED" if screening.has_measured_outcome else "DECLINED")


def test_nominations_at_once_get_numbers_of_their_own(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        projects = [(done.captain.id, done.project.id) for done in (make_finished_project(session) for _ in range(6))]

    def nominate(project_id: int) -> Callable[[Work], object]:
        return lambda work: nominate_project(work, project_id, NominationDraft("Less typing."))

    ended = at_once(live_engine, live_url, [(captain, nominate(project)) for captain, project in projects])

    assert ended == {"done": 6}
    with Session(live_engine) as session:
        assert sorted(session.scalars(select(UseCase.number))) == [1, 2, 3, 4, 5, 6]


def test_two_answers_at_once_give_one_winner(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        case_id = make_case(session, path="standard").id
        first, second = (make_account(session, name, "steward").id for name in ("Stella", "Stan"))
    yes, no = AnswerDraft("yes"), AnswerDraft("no", "It is sealed.", "Unseal it.")

    ended = at_once(
        live_engine,
        live_url,
        [
            (first, lambda work: answer_question(work, case_id, "permitted", yes, version=0)),
            (second, lambda work: answer_question(work, case_id, "permitted", no, version=0)),
        ],
    )

    with Session(live_engine) as session:
        answers = session.scalars(select(QuestionAnswer.answer)).all()
    assert (ended["done"], len(answers)) == (1, 1)


def test_two_light_cases_at_once_share_what_room_their_owner_has(live_engine: Engine, live_url: str) -> None:
    with Session(live_engine) as session:
        owner = make_finished_project(session).owner
        make_case(session, make_finished_project(session, owner=owner), "BUILDING")
        cases = [make_case(session, make_finished_project(session, owner=owner)).id for _ in range(2)]
        stewards = [make_account(session, name, "steward").id for name in ("Stella", "Stan")]
    yes = Answers(True, True, True)

    def passed(case_id: int) -> Callable[[Work], object]:
        return lambda work: screen_case(work, case_id, yes)

    ended = at_once(live_engine, live_url, list(zip(stewards, map(passed, cases), strict=True)))

    assert ended == {"done": 2}
    with Session(live_engine) as session:
        states = session.scalars(select(UseCase.state).where(UseCase.id.in_(cases)))
        assert sorted(states) == ["OFFERED", "WAITING"]
