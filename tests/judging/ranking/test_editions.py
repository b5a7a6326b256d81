"""What a released ranking is made of: kept, computed again to the byte, and corrected only as a new edition."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import JobContext
from hackathon.core.work import Work
from hackathon.judging.corrections.commands import exclude_judge
from hackathon.judging.feedback.queries import own_scores, scores_of
from hackathon.judging.ranking.commands import ask_for_check, reissue_results, release_results
from hackathon.judging.ranking.jobs import check
from hackathon.judging.ranking.models import Result, ResultEdition
from hackathon.judging.ranking.queries import released_ranking
from hackathon.judging.standings.jobs import compute
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]
GIVEN = {
    0: {0: (5, 4), 1: (4, 4), 2: (3, 4)},
    1: {0: (3, 2), 1: (2, 3), 3: (4, 4)},
    2: {2: (4, 5), 3: (5, 4), 0: (4, 4)},
}
"""Scores by judge and project: nobody scored everything, and all is connected."""


@pytest.fixture
def judged(session: Session) -> Judged:
    judged = make_judged_event(session, judges=3, projects=4)
    for judge, scores in GIVEN.items():
        for project, given in scores.items():
            make_ballot(session, judged.judges[judge], judged.projects[project], given)
    return judged


def newest(session: Session) -> ResultEdition:
    return session.scalars(select(ResultEdition).order_by(ResultEdition.number.desc())).first()  # type: ignore[return-value]


def test_release_of_what_was_not_computed_is_refused_until_it_is(
    session: Session, working: Working, judged: Judged, jobs: JobContext, browser: Opener
) -> None:
    page = f"/events/{judged.event.slug}/judging/release"
    with pytest.raises(Conflict, match="being computed"), working(judged.organizer) as work:
        release_results(work, judged.event.id)
    before = browser(judged.organizer).get(page).text

    compute(jobs, judged.event.id)

    assert "Compute now" in before
    assert "Compute now" not in browser(judged.organizer).get(page).text
    with working(judged.organizer) as work:
        rows = release_results(work, judged.event.id)
    assert [row.place for row in rows] == [1, 2, 3, 4]
    assert all(row.standard_error for row in rows)
    assert [row.ranked for row in released_ranking(session, judged.event.id).lines] == rows


def test_check_computes_the_same_to_the_byte_and_notices_what_was_tampered_with(
    session: Session, working: Working, judged: Judged, jobs: JobContext
) -> None:
    compute(jobs, judged.event.id)
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)
    with working(judged.organizer) as work:
        ask_for_check(work, judged.event.id)

    check(jobs, newest(session).id)
    edition = newest(session)
    first = edition.is_same
    edition.outcome = edition.outcome.replace('"place":1', '"place":2')
    session.commit()
    check(jobs, edition.id)

    assert (first, newest(session).is_same) == (True, False)


def test_new_edition_takes_the_place_of_the_old_one_and_everybody_is_told_why(
    session: Session, working: Working, judged: Judged, jobs: JobContext, clock: StandingClock, browser: Opener
) -> None:
    compute(jobs, judged.event.id)
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)
    outcome = newest(session).outcome
    with pytest.raises(Conflict, match="Nothing changed"), working(judged.organizer) as work:
        reissue_results(work, judged.event.id, reason="Again.")
    with working(judged.organizer) as work:
        exclude_judge(work, judged.event.id, judged.judges[2].id, reason="Was mentoring.")
    compute(jobs, judged.event.id)
    silent = (
        released_ranking(session, judged.event.id),
        scores_of(session, judged.event.id, [judged.projects[0].id], as_released=True),
    )

    with working(judged.organizer) as work:
        reissue_results(work, judged.event.id, reason="One judge was mentoring.")
    deliver_pending(session, clock)

    editions = session.scalars(select(ResultEdition).order_by(ResultEdition.number)).all()
    assert [(each.number, each.outcome == outcome) for each in editions] == [(1, True), (2, False)]
    assert len(session.scalars(select(Result)).all()) == 4
    assert [line.ranked.ballots for line in silent[0].lines] != [
        line.ranked.ballots for line in released_ranking(session, judged.event.id).lines
    ]
    assert silent[1][judged.projects[0].id].means[0].ballots == 3
    told = session.scalars(select(Notice.text).where(Notice.subject.startswith("The results were corrected"))).all()
    assert len(told) >= 4
    assert all("One judge was mentoring." in text for text in told)
    page = browser(judged.judges[0]).get(f"/events/{judged.event.slug}/ranking").text
    assert "One judge was mentoring." in page
    assert judged.judges[2].display_name not in page
    assert own_scores(session, judged.event.id, judged.judges[2].id).rows == []


def test_new_edition_needs_a_reason_a_release_and_an_organizer(
    session: Session, working: Working, judged: Judged, jobs: JobContext
) -> None:
    with pytest.raises(Denied, match="results that are out"), working(judged.organizer) as work:
        reissue_results(work, judged.event.id, reason="Too early.")
    compute(jobs, judged.event.id)
    with working(judged.organizer) as work:
        release_results(work, judged.event.id)

    with pytest.raises(Invalid, match="everybody reads it"), working(judged.organizer) as work:
        reissue_results(work, judged.event.id, reason=" ")
    with pytest.raises(Denied), working(judged.judges[0]) as work:
        reissue_results(work, judged.event.id, reason="Mine.")
    with pytest.raises(Denied), working(judged.judges[0]) as work:
        ask_for_check(work, judged.event.id)


def test_list_for_people_is_harmless_and_closed_before_the_release(
    session: Session, judged: Judged, browser: Opener, jobs: JobContext
) -> None:
    judged.projects[0].title = "=1+1"
    session.commit()
    compute(jobs, judged.event.id)
    path = f"/events/{judged.event.slug}/ranking.csv"

    table = browser(judged.organizer).get(path)

    head = "Place,Project,Team,Question,Score,Standard error,Plain mean,Place by the plain mean,Ballots,Group,Stage"
    assert table.text.splitlines()[0].endswith(head)
    assert "'=1+1" in table.text
    assert browser(judged.judges[0]).get(path).status_code == 403
