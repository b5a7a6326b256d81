"""Pages of judges: the queue and the ballot, without JavaScript."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_handed_in, make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session, projects=2)


@pytest.fixture
def ballots(session: Session, judged: Judged) -> list[Ballot]:
    return [
        make_ballot(session, judged.judges[0], project, position=number)
        for number, project in enumerate(judged.projects)
    ]


def address(judged: Judged, ballot: Ballot) -> str:
    return f"/events/{judged.event.slug}/judging/ballots/{ballot.id}"


def typed(judged: Judged, *values: object, act: str = "cast", version: int = 1, **words: str) -> dict[str, object]:
    scores = {f"score_{criterion}": value for criterion, value in zip(judged.criteria, values, strict=False)}
    return {**scores, "act": act, "version": version, **words}


def test_queue_shows_the_frozen_title_and_how_much_is_left(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    judged.projects[0].title = "Renamed after handing in"
    session.commit()

    page = browser(judged.judges[0]).get(f"/events/{judged.event.slug}/judging/queue")

    assert page.status_code == 200
    assert "0 of 2 done · about 10 minutes left" in page.text
    assert "Renamed after handing in" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_queue_of_any_length_asks_the_same_number_of_queries(
    session: Session, judged: Judged, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    for _number in range(count):
        make_ballot(session, judged.judges[0], make_handed_in(session, judged.event))
    judge, path = browser(judged.judges[0]), f"/events/{judged.event.slug}/judging/queue"

    with queries() as seen:
        judge.get(path)

    assert len(seen) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_score_page_among_any_number_asks_the_same_number_of_queries(
    session: Session, judged: Judged, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    made = [make_ballot(session, judged.judges[0], make_handed_in(session, judged.event)) for _n in range(count)]
    judge, path = browser(judged.judges[0]), address(judged, made[0])

    with queries() as seen:
        page = judge.get(path)

    assert page.status_code == 200
    assert len(seen) == 9


def test_queue_is_closed_to_people_who_do_not_judge(judged: Judged, browser: OpenBrowser, session: Session) -> None:
    for other in (judged.organizer, make_account(session)):
        assert browser(other).get(f"/events/{judged.event.slug}/judging/queue").status_code == 403


def test_score_page_shows_criteria_anchors_and_what_was_handed_in(
    judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    page = browser(judged.judges[0]).get(address(judged, ballots[0]))

    assert page.status_code == 200
    for words in ("Criterion 0", "weight 70 %", "middling", "<strong>works</strong>", "There was no commit to keep."):
        assert words in page.text


def test_cast_leads_to_the_next_ballot_and_then_to_the_queue(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    judge = browser(judged.judges[0])

    first = judge.post(address(judged, ballots[0]), typed(judged, 4, 5))
    second = judge.post(address(judged, ballots[1]), typed(judged, 3, 3))

    assert (first.status_code, first.location) == (302, address(judged, ballots[1]))
    assert (second.status_code, second.location) == (302, f"/events/{judged.event.slug}/judging/queue")
    session.expire_all()
    assert [ballot.state for ballot in ballots] == ["CAST", "CAST"]


def test_cast_without_a_score_keeps_what_was_typed_and_says_where(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    page = browser(judged.judges[0]).post(
        address(judged, ballots[0]), typed(judged, 4, feedback="Look at the split again.")
    )

    assert page.status_code == 422
    assert "Look at the split again." in page.text
    assert "a ballot counts only when it is complete" in page.text
    session.expire_all()
    assert ballots[0].state == "ASSIGNED"


@pytest.mark.parametrize("value", ["6", "0", "four", "9" * 30])
def test_cast_of_a_value_out_of_scale_is_refused_beside_it(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser, value: str
) -> None:
    page = browser(judged.judges[0]).post(address(judged, ballots[0]), typed(judged, value, 3))

    assert page.status_code == 422
    session.expire_all()
    assert (ballots[0].state, ballots[0].values) == ("ASSIGNED", {})


def test_cast_twice_with_the_same_version_answers_409_and_keeps_the_text(
    judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    judge = browser(judged.judges[0])
    judge.post(address(judged, ballots[0]), typed(judged, 4, 5))

    page = judge.post(address(judged, ballots[0]), typed(judged, 1, 1, feedback="From the other tab."))

    assert page.status_code == 409
    assert "From the other tab." in page.text


def test_save_stays_on_the_ballot(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    page = browser(judged.judges[0]).post(address(judged, ballots[0]), typed(judged, 4, act="save"))

    assert page.location == address(judged, ballots[0])
    session.expire_all()
    assert (ballots[0].state, list(ballots[0].values.values())) == ("OPEN", [4])


def test_later_leads_to_the_other_ballot(judged: Judged, ballots: list[Ballot], browser: OpenBrowser) -> None:
    page = browser(judged.judges[0]).post(address(judged, ballots[0]), typed(judged, act="later"))

    assert page.location == address(judged, ballots[1])


def test_button_nobody_offered_is_refused(judged: Judged, ballots: list[Ballot], browser: OpenBrowser) -> None:
    assert browser(judged.judges[0]).post(address(judged, ballots[0]), typed(judged, 4, act="win")).status_code == 422


def test_ballot_of_another_judge_does_not_exist(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    other = make_judged_event(session)

    for person in (judged.organizer, other.judges[0]):
        assert browser(person).get(address(judged, ballots[0])).status_code == 404
        assert browser(person).post(address(judged, ballots[0]), typed(judged, 5, 5)).status_code == 404
        assert browser(person).post(address(judged, ballots[0]) + "/recuse").status_code == 404


def test_recuse_ends_the_ballot_and_leads_to_the_queue(
    session: Session, judged: Judged, ballots: list[Ballot], browser: OpenBrowser
) -> None:
    judge = browser(judged.judges[0])

    page = judge.post(address(judged, ballots[0]) + "/recuse", version=1)

    assert page.location == f"/events/{judged.event.slug}/judging/queue"
    session.expire_all()
    assert ballots[0].state == "RECUSED"
    assert "0 of 1 done" in judge.get(page.location).text


def test_home_tells_a_judge_what_waits(judged: Judged, ballots: list[Ballot], browser: OpenBrowser) -> None:
    judge = browser(judged.judges[0])
    judge.post(address(judged, ballots[0]), typed(judged, 4, 5))

    page = judge.get("/")

    assert "Score 1 project" in page.text
    assert "1 of 2 done · about 5 minutes" in page.text
