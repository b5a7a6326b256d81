"""Before the release no page shows a score, a word or a place of anybody to anybody else."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.core.dispatch import deliver_pending
from hackathon.core.jobs import JobContext
from hackathon.judging.standings.jobs import compute
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_judged_event

OpenBrowser = Callable[[Account | None], Browser]
FEEDBACK, NOTE = "Zanzibar-feedback", "Quetzal-note"
WEIGHTED = ("3.67", "3.6700")
"""The mean that the planted scores make, which nothing else on any page does."""


@pytest.fixture
def judged(session: Session, jobs: JobContext) -> Judged:
    """Give an event whose one judge cast a telling ballot, and another judge none."""
    judged = make_judged_event(session, judges=2, projects=2)
    judged.rubric.criteria[0].weight, judged.rubric.criteria[1].weight = 67, 33
    session.commit()
    make_ballot(session, judged.judges[0], judged.projects[0], (4, 3), feedback=FEEDBACK, note=NOTE)
    make_ballot(session, judged.judges[1], judged.projects[0])
    compute(jobs, judged.event.id)
    return judged


def pages(judged: Judged) -> list[str]:
    slug, project = judged.event.slug, judged.projects[0]
    return [
        "/",
        "/inbox",
        "/events",
        f"/events/{slug}",
        f"/events/{slug}/projects",
        f"/events/{slug}/ranking",
        f"/events/{slug}/awards",
        f"/events/{slug}/judging",
        f"/events/{slug}/judging/queue",
        f"/events/{slug}/judging/release",
        f"/events/{slug}/judging/standings",
        f"/events/{slug}/judging/decisions",
        f"/events/{slug}/judging/mine",
        f"/events/{slug}/judging/terms",
        f"/events/{slug}/awards/plan",
        f"/events/{slug}/ranking.csv",
        f"/events/{slug}/vote",
        f"/events/{slug}/teams",
        f"/events/{slug}/teams/{project.team_id}",
        f"/projects/{project.id}",
        "/projects",
        "/use-cases",
        "/api/v1/events",
        f"/api/v1/events/{slug}",
        f"/api/v1/events/{slug}/projects",
        f"/api/v1/events/{slug}/ranking",
    ]


def leaks_in(browser: Browser, judged: Judged) -> list[tuple[str, str]]:
    # Pictures are full of numbers.
    told = {path: re.sub("<svg.*?</svg>", "", browser.get(path).text, flags=re.DOTALL) for path in pages(judged)}
    return [(path, secret) for path, text in told.items() for secret in (FEEDBACK, NOTE, *WEIGHTED) if secret in text]


def test_nobody_but_organizers_reads_a_score_before_the_release(
    session: Session, judged: Judged, browser: OpenBrowser, clock: StandingClock
) -> None:
    deliver_pending(session, clock)
    captain = session.get_one(Account, session.get_one(Team, judged.projects[0].team_id).captain_id)
    rival = session.get_one(Account, session.get_one(Team, judged.projects[1].team_id).captain_id)
    site = make_account(session, "", "admin", "host", "steward", "auditor", "product_owner", "sponsor")
    elsewhere = make_judged_event(session).organizer

    for person in (captain, rival, judged.judges[1], site, elsewhere, make_account(session), None):
        assert leaks_in(browser(person), judged) == []


def test_judge_reads_only_the_own_ballot_before_the_release(
    session: Session, judged: Judged, browser: OpenBrowser
) -> None:
    assert leaks_in(browser(judged.judges[0]), judged) == []


def test_organizer_reads_means_and_feedback_but_no_private_note(judged: Judged, browser: OpenBrowser) -> None:
    found = leaks_in(browser(judged.organizer), judged)

    assert {secret for _path, secret in found} == {FEEDBACK, *WEIGHTED}
    assert {path.rpartition("/")[2] for path, _secret in found} == {"ranking", "ranking.csv", "release", "standings"}


def test_refusals_before_the_release_say_nothing_about_ballots(
    session: Session, judged: Judged, browser: OpenBrowser
) -> None:
    bare = make_judged_event(session)
    guest = browser(make_account(session))

    pages = ("ranking", "ranking.csv", "judging/release", "judging/decisions", "judging/mine", "awards", "awards/plan")
    for path in ("/api/v1/events/{}/ranking", *(f"/events/{{}}/{page}" for page in pages)):
        with_ballots, without = guest.get(path.format(judged.event.slug)), guest.get(path.format(bare.event.slug))
        assert (with_ballots.status_code, with_ballots.text) == (without.status_code, without.text)
        assert with_ballots.status_code == 403
