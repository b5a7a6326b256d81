"""How sure a ranking is, inside the platform: computed with every cast, shown to organizers alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Denied
from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import JobContext, due_jobs, run_job
from hackathon.core.work import Work, unit_of_work
from hackathon.judging.ballots.commands import cast_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.standings.commands import Computed, forget_severities, keep_standings
from hackathon.judging.standings.jobs import compute
from hackathon.judging.standings.models import JudgeSeverity, StandingsKept
from hackathon.judging.standings.policy import SEVERITY_DAYS
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.queries import QueryCounter

Working = Callable[[Account], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]
SCORES = {0: ((5, 5), (4, 5), (5, 4)), 1: ((3, 3), (2, 3), (3, 2)), 2: ((1, 2), (1, 1), (2, 1))}


@pytest.fixture
def judged(session: Session) -> Judged:
    """Give an event at which three judges scored three projects, all but one ballot."""
    judged = make_judged_event(session, judges=3, projects=3)
    for number, project in enumerate(judged.projects):
        for judge, scores in zip(judged.judges, SCORES[number], strict=True):
            make_ballot(session, judge, project, () if (number, judge) == (2, judged.judges[2]) else scores)
    return judged


def path(judged: Judged) -> str:
    return f"/events/{judged.event.slug}/judging/standings"


def work_off(jobs: JobContext) -> None:
    """Run what is due, as a worker does: with nothing begun."""
    due = due_jobs(jobs.session, jobs.clock())
    jobs.session.commit()
    for job_id in due:
        run_job(jobs, job_id)


def test_compute_keeps_what_the_ballots_say_and_names_no_judge(
    session: Session, jobs: JobContext, clock: StandingClock, judged: Judged
) -> None:
    compute(jobs, judged.event.id)

    kept = session.get_one(StandingsKept, judged.event.id)
    first, second, third = (project.id for project in judged.projects)
    assert [(row["place"], row["project_id"], row["raw_place"], row["ballots"]) for row in kept.rows] == [
        (1, first, 1, 3),
        (2, second, 2, 3),
        (3, third, 3, 2),
    ]
    assert (kept.judges, kept.ballots, kept.components, kept.winner_stability) == (3, 8, 1, 1.0)
    assert kept.computed_at == clock()
    assert set(kept.rows[0]) == {
        "stage",
        "project_id",
        "place",
        "score",
        "standard_error",
        "raw_mean",
        "raw_place",
        "ballots",
        "tied_with_next",
        "may_be_first",
        "component",
        "alike",
    }


def test_cast_has_the_standings_computed_anew(
    session: Session, jobs: JobContext, clock: StandingClock, judged: Judged, browser: Opener, working: Working
) -> None:
    compute(jobs, judged.event.id)
    ballot = session.scalars(select(Ballot).where(Ballot.state == "ASSIGNED")).one()
    organizer = browser(judged.organizer)
    before = organizer.get(path(judged)).text
    with working(judged.judges[2]) as work:
        marks = Marks({criterion.id: 2 for criterion in judged.rubric.criteria})
        cast_ballot(work, ballot.id, marks, version=ballot.version)
    between = organizer.get(path(judged)).text

    deliver_pending(session, clock)
    work_off(jobs)

    assert session.get_one(StandingsKept, judged.event.id, populate_existing=True).ballots == 9
    came = "A score came in since this was computed."
    assert [came in text for text in (before, between, organizer.get(path(judged)).text)] == [False, True, False]


def test_organizer_sees_how_sure_it_is_and_may_have_it_computed(
    jobs: JobContext, judged: Judged, browser: Opener, queries: QueryCounter
) -> None:
    organizer = browser(judged.organizer)
    assert "Nothing computed yet" in organizer.get(path(judged)).text
    organizer.post(path(judged))
    work_off(jobs)

    with queries() as asked:
        page = organizer.get(path(judged)).text

    ranking = browser(judged.organizer).get(f"/events/{judged.event.slug}/ranking").text
    assert "The first is first by more than chance makes likely." in page
    assert "The first is first by more than chance makes likely." in ranking
    assert "Too few ballots" not in ranking
    assert [project.title in page for project in judged.projects] == [True] * 3
    assert len(asked) <= 11
    assert path(judged) in organizer.get(f"/events/{judged.event.slug}/ranking").text


def test_nobody_else_sees_it_or_has_it_computed(jobs: JobContext, judged: Judged, browser: Opener) -> None:
    compute(jobs, judged.event.id)
    judge = browser(judged.judges[0])

    refused = [judge.get(path(judged)), judge.post(path(judged))]

    assert [answer.status_code for answer in refused] == [403, 403]
    assert not any(project.title in answer.text for answer in refused for project in judged.projects)


def test_keep_standings_by_anybody_but_the_platform_is_refused(
    session: Session, clock: StandingClock, judged: Judged, actor: Callable[[Account], Actor]
) -> None:
    computed = Computed("basis", 1, 1, 1, None, None, ())

    for who in (actor(judged.organizer), system("somebody.else")):
        with pytest.raises(Denied), unit_of_work(session, who, clock()) as work:
            keep_standings(work, judged.event.id, computed)

    assert session.scalars(select(StandingsKept)).all() == []


def test_severities_are_told_to_organizers_by_name_and_to_nobody_else(
    session: Session, jobs: JobContext, judged: Judged, browser: Opener
) -> None:
    compute(jobs, judged.event.id)

    page = browser(judged.organizer).get(path(judged)).text

    assert all(judge.display_name in page for judge in judged.judges)
    assert len(session.scalars(select(JudgeSeverity)).all()) == 3
    listed = browser(judged.organizer).get(f"/events/{judged.event.slug}/ranking.csv").text
    answer = browser(judged.organizer).get(f"/api/v1/events/{judged.event.slug}/ranking").text
    assert not any(judge.display_name in text for judge in judged.judges for text in (listed, answer))


def test_severities_are_forgotten_ninety_days_after_the_release(
    session: Session, jobs: JobContext, judged: Judged, clock: StandingClock
) -> None:
    compute(jobs, judged.event.id)
    judged.event.released_at = clock()
    session.commit()
    kept = []
    for days in (SEVERITY_DAYS, SEVERITY_DAYS + 1):
        with unit_of_work(session, system("people.privacy.forget"), clock()) as work:
            forget_severities(work, clock() + timedelta(days=days - SEVERITY_DAYS))
        kept.append(len(session.scalars(select(JudgeSeverity)).all()))

    assert (SEVERITY_DAYS, kept) == (90, [3, 0])


def test_compute_says_which_judge_changes_the_winner(session: Session, jobs: JobContext, browser: Opener) -> None:
    judged = make_judged_event(session, judges=3, projects=4)
    given = {0: {0: 4, 1: 3, 3: 3}, 1: {0: 2, 2: 1, 3: 1}, 2: {1: 4, 2: 3}}
    for judge, scores in given.items():
        for project, score in scores.items():
            make_ballot(session, judged.judges[judge], judged.projects[project], (score, score))

    compute(jobs, judged.event.id)

    kept = session.get_one(StandingsKept, judged.event.id)
    culprits = session.scalars(select(JudgeSeverity.judge_id).where(JudgeSeverity.is_cause)).all()
    assert (kept.cause, culprits) == ({"project_id": judged.projects[0].id, "is_strict": True}, [judged.judges[1].id])
    page = browser(judged.organizer).get(f"/events/{judged.event.slug}/ranking").text
    assert f"{judged.judges[1].display_name} scores" in page
