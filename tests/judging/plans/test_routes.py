"""Pages of plans and of judges, as organizers and others see them."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.judges.models import JudgeConflict, JudgeProfile
from hackathon.judging.plans.jobs import solve
from hackathon.judging.plans.models import AssignmentPlan
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories.judging import make_judged_event
from tests.queries import QueryCounter

OpenBrowser = Callable[[Account | None], Browser]


def test_organizer_of_a_large_event_plans_looks_and_applies(
    session: Session, browser: OpenBrowser, jobs: JobContext
) -> None:
    judged = make_judged_event(session, judges=7, projects=3)
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging"
    names = [judge.display_name for judge in judged.judges]
    session.commit()  # what the job rolls back shall begin behind what the browser writes

    board = organizer.get(path)
    asked = organizer.post(f"{path}/plans", {"views": "3", "minutes": "5", "seed": "1"})
    waiting = organizer.get(asked.location)
    solve(jobs, session.scalars(select(AssignmentPlan.id)).one())
    shown = organizer.get(asked.location)
    stale = organizer.post(f"{asked.location}/apply", {"version": "7"})
    applied = organizer.post(f"{asked.location}/apply", {"version": "1"})

    assert f'href="{path}/plans"' in board.text
    assert "The plan is being made" in waiting.text
    assert all(name in shown.text for name in names)
    assert (stale.status_code, applied.status_code) == (409, 302)
    assert len(session.scalars(select(Ballot.id)).all()) == 9


def test_plan_out_of_bounds_is_refused_beside_the_field(session: Session, browser: OpenBrowser) -> None:
    judged = make_judged_event(session)

    answer = browser(judged.organizer).post(
        f"/events/{judged.event.slug}/judging/plans", {"views": "0", "minutes": "5", "seed": "1"}
    )

    assert (answer.status_code, "Number must be between 1 and 20." in answer.text) == (422, True)
    assert session.scalars(select(AssignmentPlan)).all() == []


def test_plans_and_the_list_of_judges_are_closed_to_all_but_organizers(
    session: Session, browser: OpenBrowser, jobs: JobContext
) -> None:
    judged, other = make_judged_event(session), make_judged_event(session)
    path = f"/events/{judged.event.slug}/judging"
    plan = browser(judged.organizer).post(f"{path}/plans", {"views": "3", "minutes": "5", "seed": "1"}).location
    elsewhere = plan.replace(judged.event.slug, other.event.slug)

    for person in (judged.judges[0], other.organizer):
        for page in (f"{path}/plans", plan, f"{path}/judges"):
            assert browser(person).get(page).status_code == 403
        assert browser(person).post(f"{plan}/apply").status_code == 403
    assert browser(other.organizer).get(elsewhere).status_code == 404
    assert browser(other.organizer).post(f"{elsewhere}/discard").status_code == 404


@pytest.mark.parametrize("count", [2, 9])
def test_page_of_a_plan_asks_the_same_number_of_queries(
    session: Session, browser: OpenBrowser, jobs: JobContext, queries: QueryCounter, count: int
) -> None:
    judged = make_judged_event(session, judges=count, projects=count)
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging/plans"
    session.commit()
    plan = organizer.post(path, {"views": "2", "minutes": "5", "seed": "1"}).location
    solve(jobs, session.scalars(select(AssignmentPlan.id)).one())

    with queries() as seen:
        organizer.get(plan)

    assert len(seen) == 10


def test_list_of_judges_shows_what_they_said_and_counts_how_many_it_takes(
    session: Session, browser: OpenBrowser, queries: QueryCounter
) -> None:
    judged = make_judged_event(session, judges=2, projects=2)
    organizer, path = browser(judged.organizer), f"/events/{judged.event.slug}/judging/judges"
    here = {"event_id": judged.event.id, "account_id": judged.judges[0].id}
    session.add(JudgeProfile(**here, minutes=45, expertise=["Grids"], languages=["Welsh"]))
    session.add(JudgeConflict(**here, team_id=judged.projects[0].team_id, declared_at=NOON))
    session.commit()

    with queries() as seen:
        page = organizer.get(path)
    counted = organizer.get(f"{path}?projects=40&ballots=3&minutes=10&time=120")
    nonsense = organizer.get(f"{path}?projects=none&ballots=3&minutes=10&time=0")

    for words in ("45 minutes", "Grids", "Welsh", "should not judge: Team"):
        assert words in page.text
    assert "It takes 10 judges." in counted.text
    assert "In their time each project gets 0 ballots;" in counted.text
    assert "or each of them gives 600 minutes." in counted.text
    assert (nonsense.status_code, "Give whole numbers from 1 on." in nonsense.text) == (200, True)
    assert len(seen) == 6
