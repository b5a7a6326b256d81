"""Pages and programs of must-pass questions: who was asked sees theirs only, and bad input is refused in a sentence."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account, AccountState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.questions.commands import EvidenceDraft, give_evidence, name_decider
from hackathon.promotion.questions.models import QuestionAnswer, QuestionEvidence
from tests.browsing import Browser
from tests.calling import Program
from tests.factories import make_account
from tests.factories.integrations import make_token
from tests.factories.promotion import Finished, make_case, make_finished_project
from tests.queries import QueryCounter

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]
NO = {"answer": "no", "reason": "Sealed.", "would_change": "Unseal it.", "version": "1"}


@pytest.fixture
def done(session: Session) -> Finished:
    """Make a finished project with its people."""
    return make_finished_project(session)


@pytest.fixture
def case(session: Session, done: Finished) -> UseCase:
    """Make a use case on the standard path."""
    return make_case(session, done, path="standard")


@pytest.fixture
def decider(session: Session, working: Working, done: Finished, case: UseCase) -> Account:
    """Name somebody without any role as owner of the data, and give them a secret to decide by."""
    named = make_account(session, "Dan")
    with working(done.member) as work:
        name_decider(work, case.id, "data", named.email)
        give_evidence(work, case.id, "system", EvidenceDraft(note="secret of the roster"))
    return named


def test_page_of_the_case_leads_who_is_asked_to_the_questions_and_nobody_else_outside(
    session: Session, browser: Open, done: Finished, case: UseCase, decider: Account
) -> None:
    url, outsider = f"/use-cases/{case.number}", make_account(session, "Uwe")

    led = [f"{url}/questions" in browser(who).get(url).text for who in (decider, done.owner, outsider)]

    assert led == [True, True, False]


def test_named_decider_sees_and_answers_only_their_question(
    session: Session, browser: Open, case: UseCase, decider: Account
) -> None:
    theirs, url = browser(decider), f"/use-cases/{case.number}/questions"

    pages = [theirs.get(each) for each in (url, f"{url}/data", f"{url}/system")]
    answered = theirs.post(f"{url}/data", NO)

    assert [page.status_code for page in pages] == [200, 200, 404]
    assert "secret of the roster" not in "".join(page.text for page in pages)
    assert ("May the data be used" in pages[0].text, "risk tier" in pages[0].text) == (True, False)
    assert answered.status_code == 302
    assert session.scalars(select(QuestionAnswer.answer)).all() == ["no"]


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_answer_after_the_account_was_deactivated_is_refused(
    session: Session, app: Flask, browser: Open, case: UseCase, decider: Account, answer: str
) -> None:
    token = make_token(session, decider)
    decider.state = AccountState.DEACTIVATED
    session.commit()
    path = f"/use-cases/{case.number}/questions/data"

    page = browser(decider).post(path, NO | {"answer": answer})
    program = Program(app, token).send("PUT", f"/api/v1{path}/answer", {"answer": answer}, If_Match='"1"')

    assert (page.status_code, program.status_code) == (401, 401)
    assert session.scalars(select(QuestionAnswer)).all() == []


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_answer_by_program_is_for_the_named_decider_only(
    session: Session, app: Flask, done: Finished, case: UseCase, decider: Account, answer: str
) -> None:
    path = f"/api/v1/use-cases/{case.number}/questions/data/answer"
    body = {"answer": answer, "reason": "Sealed.", "would_change": "Unseal it."}
    others = (
        done.captain,
        done.member,
        done.owner,
        make_account(session, "Ada", "admin"),
        make_account(session, "Una"),
    )

    refused = [Program(app, make_token(session, who)).send("PUT", path, body, If_Match='"1"') for who in others]
    taken = Program(app, make_token(session, decider)).send("PUT", path, body, If_Match='"1"')

    assert {each.status_code for each in refused} == {403}
    assert (taken.status_code, (taken.json or {}).get("standing")) == (200, "no" if answer == "no" else "yes")


def test_pages_show_nothing_to_who_was_not_asked(session: Session, browser: Open, case: UseCase) -> None:
    una, url = browser(make_account(session, "Una")), f"/use-cases/{case.number}/questions"

    assert {una.get(each).status_code for each in (url, f"{url}/data", f"{url}/data/waiver")} == {403}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"note": "x" * 50_000}, "500"),
        ({"link": "javascript:alert(1)"}, "begins with https"),
        ({}, "Give a link, a file or a few words."),
        ({"file": "run.exe"}, "This kind of file is not taken"),
    ],
)
def test_give_what_cannot_be_kept_says_so(
    session: Session, browser: Open, done: Finished, case: UseCase, given: dict[str, object], sentence: str
) -> None:
    sent = {name: (BytesIO(b"MZ"), value) if name == "file" else value for name, value in given.items()}

    answer = browser(done.member).post(f"/use-cases/{case.number}/questions/data/evidence", sent)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert session.scalars(select(QuestionEvidence)).all() == []


def test_pages_take_as_few_queries_with_much_evidence(
    session: Session,
    working: Working,
    browser: Open,
    done: Finished,
    case: UseCase,
    queries: QueryCounter,
) -> None:
    steward, url = browser(make_account(session, "Stella", "steward")), f"/use-cases/{case.number}/questions"
    counts = []
    for rounds in (1, 12):
        with working(done.member) as work:
            for _each in range(rounds):
                give_evidence(work, case.id, "data", EvidenceDraft(note="Door and hour only."))
        for page in (url, f"{url}/data"):
            with queries() as counter:
                assert steward.get(page).status_code == 200
            counts.append(len(counter))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 12
