"""Sets of questions: published as a whole, and each use case is asked the one that was newest when it was signed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Denied, Invalid, Stale
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.question_sets.commands import publish_set
from hackathon.promotion.questions.queries import set_of, standing_of
from hackathon.promotion.questions.rules import FIRST, Question
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.promotion import make_case

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
MORE = Question("", "Do the people whose work changes want it?", "Ask three of them.", "owner", is_full_only=True)
WHY = "Three pilots failed for this."


def test_publish_asks_only_cases_signed_afterwards(session: Session, working: Working) -> None:
    before = make_case(session, path="full")
    after = make_case(session, path="full", path_signed_at=NOON + timedelta(days=1))
    standard = make_case(session, path="standard", path_signed_at=NOON + timedelta(days=1))

    with working(make_account(session, "Stella", "steward")) as work:
        publish_set(work, [FIRST[0], MORE], WHY, after=1)

    asked = [[each.question.key for each in standing_of(session, case, NOON)] for case in (after, standard)]
    assert set_of(session, before).questions == FIRST
    assert (set_of(session, after).number, asked) == (2, [["owner", "q1"], ["owner"]])


def test_publish_by_an_admin_is_refused(session: Session, working: Working) -> None:
    with pytest.raises(Denied), working(make_account(session, "Ada", "admin")) as work:
        publish_set(work, [MORE], WHY, after=1)


def test_publish_after_somebody_else_did_is_refused(session: Session, working: Working) -> None:
    steward = make_account(session, "Stella", "steward")
    with working(steward) as work:
        publish_set(work, [MORE], WHY, after=1)

    with pytest.raises(Stale), working(steward) as work:
        publish_set(work, [*FIRST, MORE], WHY, after=1)


@pytest.mark.parametrize(
    ("questions", "sentence"),
    [
        ([], "Keep at least one"),
        ([MORE, MORE], "Two of the questions are the same"),
        ([replace(MORE, words="x" * 50_000)], "at most 200 characters"),
        ([replace(MORE, decider="anybody")], "Say who decides"),
        ([replace(MORE, key="unheard")], "Load the page again"),
        (list(FIRST), "Nothing is different"),
    ],
)
def test_publish_what_cannot_be_asked_is_refused(
    session: Session, working: Working, questions: list[Question], sentence: str
) -> None:
    steward = make_account(session, "Stella", "steward")

    with pytest.raises(Invalid, match=sentence), working(steward) as work:
        publish_set(work, questions, WHY, after=1)
