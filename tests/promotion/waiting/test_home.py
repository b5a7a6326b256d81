"""What waits on home for whoever is asked on the way of a use case, and only for them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.promotion.questions.models import CaseQuestion, QuestionAnswer, QuestionSet, QuestionWaiver
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import Finished, make_case, make_finished_project, make_offer
from tests.factories.saving import saved
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def who_is_asked(session: Session, browser: Open, words: str) -> list[str]:
    """Name everybody around a use case whose home says these words."""
    people = session.scalars(select(Account).order_by(Account.id)).all()
    return [who.display_name.split()[0] for who in people if words in browser(who).get("/").text]


def test_home_of_named_deciders_counts_their_questions_until_they_answered(
    session: Session, browser: Open, done: Finished, queries: QueryCounter
) -> None:
    dana, _steward = make_account(session, "Dana"), make_account(session, "Stella", "steward")
    case = make_case(session, done, path="standard", title="Radar")
    for key in ("data", "system"):
        saved(session, CaseQuestion(case_id=case.id, key=key, decider_id=dana.id))

    before = [who_is_asked(session, browser, words) for words in ("2 questions are for you", "Decide about")]
    saved(session, QuestionSet(number=1, questions=[], published_at=LONG_AGO))
    for key in ("data", "system"):
        answer = QuestionAnswer(case_id=case.id, set_number=1, key=key, answer="yes", answered_by=dana.id)
        answer.answered_at = NOON
        saved(session, answer)
    with queries() as seen:
        browser(dana).get("/")
    after = [who_is_asked(session, browser, words) for words in ("are for you", "Decide about “Radar”")]

    assert before == [["Dana"], []]
    assert after == [[], ["Stella"]]
    assert sum("FROM" in each and "use_cases" in each for each in seen) == 1


def test_home_of_the_sponsor_asks_for_the_second_signature_and_no_longer_for_the_first(
    session: Session, browser: Open, done: Finished
) -> None:
    sven, _other = make_account(session, "Sven", "sponsor"), make_account(session, "Sara", "sponsor")
    case = make_case(session, done, "OFFERED", path="full", title="Radar")
    make_offer(session, case, done.owner, sponsor_id=sven.id, signed_at=LONG_AGO)

    asked = [who_is_asked(session, browser, words) for words in ("Countersign “Radar”", "Offered to you")]

    assert asked == [["Sven"], []]
    assert "in 1 week" in browser(sven).get("/").text


def test_home_of_the_deputy_asks_them_to_take_over_while_the_owner_is_missing(
    session: Session, browser: Open, done: Finished
) -> None:
    dora = make_account(session, "Dora", "product_owner")
    make_case(session, done, "LIVE", title="Radar", deputy_id=dora.id, owner_missing_since=LONG_AGO)

    assert who_is_asked(session, browser, "Take “Radar” over") == ["Dora"]


def asked_to_confirm(session: Session, case: UseCase, done: Finished) -> None:
    saved(session, MemberAsOwner(case_id=case.id, member_id=done.member.id, asked_at=LONG_AGO))


def proposed_to_waive(session: Session, case: UseCase, done: Finished) -> None:
    waiver = QuestionWaiver(case_id=case.id, key="data", reason="Later.", days=30, proposed_by=done.organizer.id)
    waiver.proposed_at = LONG_AGO
    saved(session, waiver)


def passed_by_first(session: Session, case: UseCase, done: Finished) -> None:
    case.first_passed_by = done.organizer.id
    session.commit()


@pytest.mark.parametrize(
    ("happened", "words"),
    [
        (asked_to_confirm, "May a team member own “Radar”?"),
        (proposed_to_waive, "Waive a question about “Radar”?"),
        (passed_by_first, "Let “Radar” pass?"),
    ],
)
def test_home_of_a_steward_outside_asks_for_a_second_person_and_never_the_team(
    session: Session,
    browser: Open,
    done: Finished,
    happened: Callable[[Session, UseCase, Finished], None],
    words: str,
) -> None:
    make_account(session, "Stella", "steward")
    case = make_case(session, done, path="full", title="Radar")
    happened(session, case, done)

    assert who_is_asked(session, browser, words) == ["Stella"]
