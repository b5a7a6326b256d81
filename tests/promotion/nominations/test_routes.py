"""What arrives filled in where a project is nominated and decided about, and the page of the three questions."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hackathon.judging.ranking.models import Result
from hackathon.people.accounts.models import Account
from hackathon.promotion.nominations.models import Screening
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.guidance import make_dataset, make_tool, make_use
from tests.factories.people import LONG_AGO
from tests.factories.promotion import Finished, make_case, make_finished_project
from tests.factories.saving import saved
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
MOST = 12


@pytest.fixture
def done(session: Session) -> Finished:
    return make_finished_project(session)


def test_nominating_page_shows_what_the_event_knows_and_how_much_that_is(
    session: Session, browser: Open, queries: QueryCounter, done: Finished
) -> None:
    reader = browser(done.captain)
    few = reader.get(f"/projects/{done.project.id}/nominate").text
    done.challenge.metric, done.challenge.baseline, done.challenge.data_class = "visits", Decimal(260), "internal"
    done.submission.repository_url = "https://git.example.org/radar"
    result = Result(event_id=done.event.id, project_id=done.project.id, place=2, mean=4, score=4, ballots=3)
    saved(session, result)

    with queries() as seen:
        page = reader.get(f"/projects/{done.project.id}/nominate").text

    assert "of 16 filled by the event" in few
    assert [each in page for each in ("visits", "260", "git.example.org/radar", "9b02d7a", "2, with 4")] == [True] * 5
    assert len(seen) <= MOST


def test_place_is_not_told_before_the_release(session: Session, browser: Open, done: Finished) -> None:
    result = Result(event_id=done.event.id, project_id=done.project.id, place=2, mean=4, score=4, ballots=3)
    saved(session, result)
    case = make_case(session, done)
    done.event.state = "PUBLISHED"
    session.commit()

    assert "2, with 4" not in browser(done.captain).get(f"/use-cases/{case.number}").text


def test_case_page_of_a_nomination_stays_within_its_queries(
    session: Session, browser: Open, queries: QueryCounter, done: Finished
) -> None:
    make_use(session, done.project, make_dataset(session, done.owner), make_tool(session), done.captain)
    case = make_case(session, done)

    with queries() as seen:
        page = browser(done.owner).get(f"/use-cases/{case.number}")

    assert "filled by the event" in page.text
    # Who owns the question is not who was proposed: the page names each once, by what they are.
    assert [page.text.count(f"<dt>{term}</dt>") for term in ("Proposed owner", "Owner of the question")] == [1, 1]
    assert len(seen) <= MOST


def test_declined_case_tells_those_inside_what_would_change_it(session: Session, browser: Open, done: Finished) -> None:
    case = make_case(session, done, "DECLINED")
    saved(
        session,
        Screening(
            case_id=case.id,
            reason="Names are in it.",
            reason_code="not_permitted",
            would_change="The data office agrees.",
            screened_at=LONG_AGO,
        ),
    )

    pages = [browser(who).get(f"/use-cases/{case.number}").text for who in (done.member, done.judge)]

    assert ["The data office agrees." in page for page in pages] == [True, False]
    assert "the data or the system may not be used for it" in pages[0]


@pytest.mark.parametrize("values", [{"path": "standard"}, {"path_signed_at": None}])
def test_three_questions_are_asked_on_a_signed_light_path_only(
    session: Session, browser: Open, done: Finished, values: dict[str, Any]
) -> None:
    case = make_case(session, done, **values)

    page = browser(make_account(session, "Stella", "steward")).get(f"/use-cases/{case.number}/screening")

    assert (page.status_code, page.location) == (302, f"/use-cases/{case.number}")
