"""What the board says: for whom a use case waits while its questions are decided, and where nothing stands."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.questions.commands import AnswerDraft, answer_question, name_decider
from hackathon.promotion.questions.rules import Answer
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


def shown(browser: Browser, case: UseCase) -> list[str]:
    """Return the sentences of the board and of the use case's page that say whom it waits for."""
    pages = [browser.get(url).text for url in ("/use-cases", f"/use-cases/{case.number}")]
    return [line.strip() for page in pages for line in page.splitlines() if "waiting on" in line]


def test_nominated_case_names_each_decider_once_until_they_have_decided(
    session: Session, working: Working, browser: Open
) -> None:
    done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
    dan, mia = make_account(session, "Dan Data"), make_account(session, "Mia Measure")
    case = make_case(session, done, path="standard")
    with working(done.member) as work:
        for key, decider in (("metric", mia), ("data", dan), ("system", dan)):
            name_decider(work, case.id, key, decider.email)

    named = shown(browser(steward), case)
    for key, decider, answer in (("data", dan, Answer.YES), ("system", dan, Answer.NO), ("metric", mia, Answer.ASK)):
        with working(decider) as work:
            answer_question(work, case.id, key, AnswerDraft(answer, "Because.", "Something."))
    asked_back = shown(browser(steward), case)
    with working(mia) as work:
        answer_question(work, case.id, "metric", AnswerDraft(Answer.YES))

    assert named == ["waiting on Dan Data, Mia Measure"] * 2
    assert asked_back == ["waiting on Mia Measure"] * 2
    assert shown(browser(steward), case) == ["waiting on a steward"] * 2


def test_column_that_is_empty_blames_no_words_that_nobody_typed(session: Session, browser: Open) -> None:
    reader = browser(make_account(session))

    said = [reader.get(f"/use-cases?state=live{query}").text for query in ("", "&q=zeppelin")]

    assert [("No use case stands here" in page, "Try other words" in page) for page in said] == [
        (True, False),
        (False, True),
    ]
