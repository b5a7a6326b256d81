"""The organizers' board: what it finds, who sees it, and its one button that acts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job
from hackathon.core.mail import SEND, Mail
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Craft
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import (
    make_account,
    make_event,
    make_project,
    make_registration,
    make_repository,
    make_team,
)
from tests.factories.judging import make_ballot, make_judged_event
from tests.factories.saving import saved
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]


def make_failed_mail(session: Session, to: Account) -> Job:
    """Keep a mail that was given up."""
    mail = Mail(key=f"failed {to.id}", to=to.email, subject="Hello", body="…", written_at=NOON)
    values = {"requested_at": NOON, "run_after": NOON, "failed_at": NOON, "error": "refused"}
    return saved(session, Job(name=SEND, subject_id=saved(session, mail).id, **values))


def test_board_names_who_is_alone_late_or_failing(session: Session, browser: Open, clock: StandingClock) -> None:
    organizer, ada = make_account(session), make_account(session, "Ada", email="ada@example.org")
    event = make_event(session, "running", organizer=organizer)
    make_registration(session, event, make_account(session, "Lonely Lou"))
    team = make_team(session, event, ada, name="Solo")
    project = make_project(session, team, title="Meters")
    make_repository(session, project, problem="The host did not answer.")
    make_failed_mail(session, ada)
    clock.at = event.deadline - timedelta(minutes=5)

    page = browser(organizer).get(f"/events/{event.slug}/board").text

    expected = (
        "Mail to 1 person failed",
        "ada@example.org",
        "1 person has no team",
        "Lonely Lou",
        "1 team is one person",
        "1 team lacks a domain expert",
        "1 team has not handed in",
        "The repository of “Meters” could not be read",
        "The host did not answer.",
    )
    assert [sentence for sentence in expected if sentence not in page] == []


def test_board_names_judges_who_are_behind_and_counts_ballots(
    session: Session, browser: Open, clock: StandingClock
) -> None:
    judged = make_judged_event(session, judges=2)
    event = judged.event
    make_ballot(session, judged.judges[0], judged.projects[0])
    make_ballot(session, judged.judges[1], judged.projects[0], (4, 5))
    clock.at = event.judging_closes_at - timedelta(minutes=1)

    page = browser(judged.organizer).get(f"/events/{event.slug}/board").text

    expected = ("1 judge is behind", "Judge 0 (0 of 1)", "Ballots in")
    assert [sentence for sentence in expected if sentence not in page] == []


def test_board_of_an_event_in_order_says_that_nothing_is_to_be_done(session: Session, browser: Open) -> None:
    organizer = make_account(session)
    event = make_event(session, "registration", organizer=organizer)

    page = browser(organizer).get(f"/events/{event.slug}/board").text

    assert "Nothing needs you now" in page


def test_board_is_closed_to_participants_and_judges(session: Session, browser: Open) -> None:
    judge, ada = make_account(session), make_account(session)
    event = make_event(session, "running", judges=(judge,))
    make_team(session, event, ada)

    answers = [browser(who).get(f"/events/{event.slug}/board").status_code for who in (judge, ada)]

    assert answers == [403, 403]


def test_mails_are_sent_again_once_and_recorded(session: Session, browser: Open) -> None:
    organizer, ada = make_account(session), make_account(session)
    event = make_event(session, "running", organizer=organizer)
    make_registration(session, event, ada)
    failed, of_others = make_failed_mail(session, ada), make_failed_mail(session, make_account(session))
    opened = browser(organizer)

    first = opened.post(f"/events/{event.slug}/board/mails")
    second = opened.post(f"/events/{event.slug}/board/mails")

    session.expire_all()
    waiting = session.scalars(select(Job.subject_id).where(Job.name == SEND, Job.done_at.is_(None))).all()
    kinds = session.scalars(select(FactRow.kind).where(FactRow.kind == "events.board.mails_sent_again")).all()
    assert (first.status_code, second.status_code) == (302, 409)
    assert sorted(waiting) == sorted([failed.subject_id, of_others.subject_id])
    assert kinds == ["events.board.mails_sent_again"]


def test_mails_of_an_event_are_not_sent_again_by_a_participant(session: Session, browser: Open) -> None:
    ada = make_account(session)
    event = make_event(session, "running")
    make_registration(session, event, ada)
    job = make_failed_mail(session, ada)

    answer = browser(ada).post(f"/events/{event.slug}/board/mails")

    session.refresh(job)
    assert (answer.status_code, job.done_at) == (403, None)


@pytest.mark.parametrize("teams", [1, 3])
def test_board_asks_the_same_number_of_queries(
    session: Session, browser: Open, queries: QueryCounter, teams: int
) -> None:
    organizer = make_account(session)
    event = make_event(session, "running", organizer=organizer)
    for _number in range(teams):
        team = make_team(session, event, make_account(session, profile={"craft": Craft.DESIGNER}))
        make_repository(session, make_project(session, team), problem="Gone.")
        make_failed_mail(session, make_account(session))

    opened, path = browser(organizer), f"/events/{event.slug}/board"
    with queries() as seen:
        assert opened.get(path).status_code == 200

    assert len(seen) == 11
