"""The organizers' board of judging: how far it is, what is worth a second look, and asking for one."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Missing
from hackathon.core.dispatch import deliver_pending
from hackathon.core.work import Work
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.board.commands import ask_again
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]
Working = Callable[[Account], AbstractContextManager[Work]]


@pytest.fixture
def judged(session: Session) -> Judged:
    """Give an event whose third judge is far from the two others about the first project, and has one ballot left."""
    judged = make_judged_event(session, judges=3, projects=2)
    for judge, value in zip(judged.judges, (5, 5, 1), strict=True):
        make_ballot(session, judge, judged.projects[0], (value, value))
    make_ballot(session, judged.judges[2], judged.projects[1])
    return judged


def far_ballot(session: Session, judged: Judged) -> Ballot:
    return session.scalars(
        select(Ballot).where(Ballot.judge_id == judged.judges[2].id, Ballot.project_id == judged.projects[0].id)
    ).one()


def test_board_shows_how_far_it_is_and_whose_ballot_is_far_from_the_others(
    session: Session, browser: OpenBrowser, judged: Judged
) -> None:
    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging")

    assert page.status_code == 200
    for words in (
        "1 left, about 5 min",
        "Ballots lie between 1.0 and 5.0.",
        "Judge 2 gave 1.0, the others 5.0 on average.",
        f"/ballots/{far_ballot(session, judged).id}/again",
    ):
        assert words in page.text


def test_board_shows_counts_of_judges_and_projects(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    make_ballot(session, judged.judges[0], judged.projects[0], (4, 4))
    make_ballot(session, judged.judges[0], judged.projects[1])
    make_ballot(session, judged.judges[1], judged.projects[1], state="RECUSED")

    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging")

    assert page.status_code == 200
    for words in ("1 of 2 ballots are cast", "1 left, about 5 min", "stepped back from 1", judged.projects[1].title):
        assert words in page.text


def test_board_of_an_event_without_judges_and_projects_says_what_to_do(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session, judges=0, projects=0)

    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/judging")

    assert "Nothing handed in yet" in page.text
    assert "Give somebody the role" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_board_of_any_size_asks_the_same_number_of_queries(
    session: Session, browser: OpenBrowser, queries: QueryCounter, count: int
) -> None:
    judged = make_judged_event(session, judges=count, projects=count)
    for judge in judged.judges:
        for project in judged.projects:
            make_ballot(session, judge, project, (4, 4))
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging"

    with queries() as seen:
        organizer.get(path)

    assert len(seen) == 10


def test_a_judge_is_asked_once_and_told_nothing_of_the_others(
    session: Session, working: Working, clock: StandingClock, judged: Judged
) -> None:
    ballot = far_ballot(session, judged)
    with working(judged.organizer) as work:
        ask_again(work, judged.event.id, ballot.id)
    deliver_pending(session, clock)

    notice = session.scalars(select(Notice).where(Notice.account_id == judged.judges[2].id)).one()
    assert notice.subject == f"Please look at your scores again: {judged.projects[0].title}"
    assert not {"5", "1", "high", "low"} & set(notice.text.split())
    assert notice.path == f"/events/{judged.event.slug}/judging/ballots/{ballot.id}"
    with pytest.raises(Conflict, match="asked already"), working(judged.organizer) as work:
        ask_again(work, judged.event.id, ballot.id)


def test_asking_is_for_organizers_of_that_event_while_the_ballot_is_cast(
    session: Session, working: Working, judged: Judged
) -> None:
    ballot, open_ballot = (
        far_ballot(session, judged),
        session.scalars(select(Ballot).order_by(Ballot.id.desc())).first(),
    )
    assert open_ballot is not None
    elsewhere = make_judged_event(session)

    for person in (judged.judges[0], make_account(session, "", "admin", "host"), elsewhere.organizer):
        with pytest.raises(Denied), working(person) as work:
            ask_again(work, judged.event.id, ballot.id)
    with pytest.raises(Missing), working(elsewhere.organizer) as work:
        ask_again(work, elsewhere.event.id, ballot.id)
    with pytest.raises(Denied, match="not cast"), working(judged.organizer) as work:
        ask_again(work, judged.event.id, open_ballot.id)
