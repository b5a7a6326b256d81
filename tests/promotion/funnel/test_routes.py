"""The page of the funnel: paths in rows, periods, and questions that never stopped anyone."""

import csv
from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.core.tables import BYTE_ORDER_MARK
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.facts import OfferMade
from hackathon.promotion.nominations.facts import CaseDeclined, CaseNominated, CaseScreened
from hackathon.promotion.paths.facts import PathChosen
from hackathon.promotion.questions.facts import QuestionAnswered, QuestionWaived
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.promotion import make_case, make_way
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
BUDGET = 12


def rows_of(browser: Browser, address: str) -> list[list[str]]:
    return [*csv.reader(browser.get(address).text.removeprefix(BYTE_ORDER_MARK).splitlines())][1:]


def test_funnel_has_a_row_for_each_path_with_its_refusals_and_narrows_by_day(session: Session, browser: Open) -> None:
    light, refused, late = (make_case(session) for _each in range(3))
    make_way(session, light, (CaseNominated, 0), (CaseScreened, 2), (OfferMade, 2), path="light")
    make_way(session, refused, (CaseNominated, 1), (PathChosen, 1), answers_id=1, path="light")
    make_way(session, refused, (CaseDeclined, 6), code="no_owner")
    make_way(session, late, (CaseNominated, 100))
    reader = browser(make_account(session))

    page = reader.get("/use-cases/funnel").text
    always, until = (
        rows_of(reader, f"/use-cases/funnel/funnel.csv{query}") for query in ("", "?to=2026-02-01&from=yesterday")
    )

    assert "nobody would own it" in page
    assert "1 of 2 answered with yes, too few to judge the filter" in page
    assert always == [
        ["light", "2", "1", "0", "1", "0", "0", "0", "1", "0", "0", "1", "1", "2", "5"],
        ["standard", "1", *["0"] * 11, "", ""],
        ["full", *["0"] * 12, "", ""],
        ["all", "3", "1", "0", "1", "0", "0", "0", "1", "0", "0", "1", "1", "2", "5"],
    ]
    assert [row[1] for row in until] == ["2", "0", "0", "2"]


def test_funnel_says_which_questions_never_stopped_anyone(
    session: Session, browser: Open, queries: QueryCounter
) -> None:
    asked = {"set_number": 1, "answer_id": 1, "decider_account_id": 1, "waiver_id": 1, "days": 30}
    for answer in ("yes", "no", "ask"):
        case = make_case(session, path="standard")
        make_way(session, case, (CaseNominated, 0))
        make_way(session, case, (QuestionAnswered, 1), **asked, question="data", answer=answer)
        make_way(session, case, (QuestionAnswered, 1), (QuestionAnswered, 2), **asked, question="metric", answer="yes")
    make_way(session, case, (QuestionWaived, 3), **asked, question="old")
    reader = browser(make_account(session))

    with queries() as seen:
        page = reader.get("/use-cases/funnel").text
    rows = rows_of(reader, "/use-cases/funnel/questions.csv")

    assert len(seen) <= BUDGET
    assert page.count("never stopped anyone") == 1
    assert "never stopped anyone in 3 cases" in page
    assert [row for row in rows if row[1:] != ["0", "0", "0"]] == [
        ["Is there a metric with a baseline, and somebody who measures it?", "3", "0", "0"],
        ["May the data be used for this purpose?", "3", "1", "0"],
        ["old", "0", "0", "1"],
    ]


def test_funnel_without_nominations_says_so(session: Session, browser: Open) -> None:
    reader = browser(make_account(session))

    said = [reader.get(f"/use-cases/funnel{query}").text for query in ("", "?from=2026-01-01")]

    assert ["Nothing was nominated yet" in said[0], "Nothing was nominated in this time" in said[1]] == [True, True]
