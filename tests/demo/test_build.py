"""What the demo holds, and that it is all sound."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hackathon.core.actors import STRANGER
from hackathon.core.contributions import Viewing
from hackathon.core.facts import Delivery, FactRow
from hackathon.core.jobs import Job
from hackathon.demo.build import build_demo, has_world
from hackathon.demo.script import read_events, read_people
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.setup.models import Event
from hackathon.judging.awards.models import Award, Prize
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ranking.models import Result
from hackathon.judging.stages.models import Finalist, Stage
from hackathon.judging.tables.models import ExpoTable
from hackathon.judging.votes.models import Vote
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.models import Commit, Repository
from hackathon.projects.submissions.models import Submission
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.selection.models import SelectionRound
from hackathon.schema import METADATA
from hackathon.teams.formation.models import Team
from hackathon.toolbox import Toolbox
from hackathon.web.activity import entries_of
from tests.clocks import NOON, StandingClock
from tests.demo.conftest import Demo, demo_settings

pytestmark = pytest.mark.timeout(900)
STATES: dict[str, tuple[str, list[str]]] = {
    "earlier": ("RELEASED", []),
    "finished": ("RELEASED", []),
    "judging": ("PUBLISHED", ["judging"]),
    "running": ("PUBLISHED", ["forming", "running"]),
    "announced": ("PUBLISHED", ["challenges", "registration"]),
}


def test_build_demo_on_an_empty_database_tells_the_whole_story(demo: Demo) -> None:
    with demo.session() as session:
        counts = {
            model: session.scalar(select(func.count()).select_from(model))
            for model in (Account, Event, Challenge, Team, Award, Result, Reading)
        }
        cases = Counter(session.scalars(select(UseCase.state)))

    assert counts == {Account: 60, Event: 5, Challenge: 15, Team: 26, Award: 6, Result: 13, Reading: 9}
    assert cases == Counter(
        {
            "NOMINATED": 2,
            "SCREENED": 2,
            "WAITING": 1,
            "OFFERED": 1,
            "BUILDING": 2,
            "PILOT": 1,
            "LIVE": 1,
            "PARKED": 2,
            "DECLINED": 1,
        }
    )


def test_build_demo_shows_a_final_a_vote_prizes_tables_and_rounds(demo: Demo) -> None:
    with demo.session() as session:
        finals = session.execute(
            select(Event.name, Stage.places, Stage.begun_at.is_not(None)).join(Event, Event.id == Stage.event_id)
        ).all()
        votes, finalists = (
            dict(session.execute(select(Event.name, func.count()).join_from(Event, model).group_by(Event.name)).all())
            for model in (Vote, Finalist)
        )
        tables = session.scalars(select(Event.name).where(Event.id.in_(select(ExpoTable.event_id)))).all()
        tracks = session.scalars(select(Track.name).join(Prize).order_by(Track.name)).all()
        rounds = session.execute(select(SelectionRound.name, SelectionRound.state, SelectionRound.figures)).all()
        paths = Counter(session.scalars(select(UseCase.path)))

    assert sorted(map(tuple, finals)) == [("Back Office Sprint", 3, False), ("Grid & Meter Datathon", 3, True)]
    assert votes == {"Grid & Meter Datathon": 16, "Back Office Sprint": 7}
    assert finalists == {"Grid & Meter Datathon": 3}
    assert sorted(tables) == ["Back Office Sprint", "Customer & Field Hackathon"]
    assert list(tracks) == ["At the counter", "Contracts"]
    assert [(name, state, len(figures.get("rows", ()))) for name, state, figures in rounds] == [
        ("Autumn round", "CLOSED", 4),
        ("Winter round", "SCORING", 0),
    ]
    assert paths == Counter({"light": 4, "standard": 8, "full": 1})


def test_build_demo_places_its_events_around_the_present(demo: Demo) -> None:
    with demo.session() as session:
        events = session.scalars(select(Event).order_by(Event.starts_at)).all()
        seen = [
            (event.state, [kind.value for kind, window in event.windows.items() if window.is_open(NOON)])
            for event in events
        ]

    assert seen == list(STATES.values())


def test_build_demo_writes_facts_whose_sentences_name_everything(demo: Demo) -> None:
    with demo.session() as session, demo.app.test_request_context():
        rows = session.scalars(select(FactRow)).all()
        shown = entries_of(Viewing(session, STRANGER, NOON), [(row, None) for row in rows])
        sentences = [entry.sentence for entry in shown]

    assert len(sentences) == len(rows) > 500
    assert [each for each in sentences if "no longer here" in each or "%(" in each] == []


def test_build_demo_leaves_nothing_to_be_done_and_nothing_failed(demo: Demo) -> None:
    with demo.session() as session:
        jobs = session.scalars(select(Job.name).where(Job.done_at.is_(None) | Job.error.is_not(None))).all()
        deliveries = session.scalars(select(Delivery.reaction).where(Delivery.done_at.is_(None))).all()

    assert (list(jobs), list(deliveries)) == ([], [])


def test_build_demo_tells_nothing_that_has_not_happened_yet(demo: Demo) -> None:
    moments = (FactRow.at, Account.created_at, Submission.received_at, Commit.committed_at, Commit.seen_at)

    with demo.session() as session:
        latest = [session.scalar(select(func.max(moment))) for moment in moments]
        first_seen_before_made = session.scalars(select(Commit.sha).where(Commit.seen_at < Commit.committed_at)).all()
        orders = session.scalars(select(FactRow.at).order_by(FactRow.id)).all()

    assert all(moment and moment <= NOON for moment in latest)
    assert list(first_seen_before_made) == []
    assert list(orders) == sorted(orders)


def test_build_demo_mirrors_real_repositories_of_several_authors_and_days(demo: Demo) -> None:
    with demo.session() as session:
        mirrored = session.execute(
            select(func.count(Commit.id), func.count(Commit.author_email.distinct()), Repository.problem)
            .join(Repository, Repository.id == Commit.repository_id)
            .where(Repository.kind == "mirrored")
            .group_by(Repository.id, Repository.problem)
        ).all()
        days = {at.date() for at in session.scalars(select(Commit.committed_at))}
        frozen = Counter(session.scalars(select(Submission.frozen)))

    assert len(mirrored) == 15
    assert all(commits >= 3 and authors >= 2 and problem == "" for commits, authors, problem in mirrored)
    assert len(days) > 8
    assert frozen == Counter({"bundle": 25})


def test_build_demo_leaves_open_what_its_people_are_shown(demo: Demo) -> None:
    with demo.session() as session:
        waiting = Counter(
            session.scalars(
                select(Ballot.state).join(Account, Account.id == Ballot.judge_id).where(Account.email.like("judge@%"))
            )
        )
        captained = session.scalars(
            select(Team.name).join(Account, Account.id == Team.captain_id).where(Account.email.like("participant@%"))
        ).all()
    assert waiting == Counter({"CAST": 18, "OPEN": 1, "ASSIGNED": 2})
    assert list(captained) == ["Plain Letters"]


def test_has_world_after_a_build_that_died_finds_an_empty_database(tmp_path: Path) -> None:
    settings = demo_settings(tmp_path, f"sqlite:///{tmp_path / 'dying.sqlite3'}")
    toolbox = Toolbox.of(settings, clock=StandingClock())
    METADATA.create_all(toolbox.engine)
    (tmp_path / "demo-repositories").mkdir()
    (tmp_path / "demo-repositories" / "meter-drift-radar.git").write_text("in the way")

    with pytest.raises(FileExistsError):
        build_demo(toolbox)

    assert not has_world(toolbox)


def test_read_events_at_any_time_of_the_year_keeps_past_and_future_apart() -> None:
    begin = datetime(2026, 1, 1, 0, 30, tzinfo=UTC)
    year = [begin + timedelta(days=day, hours=hour) for day in range(0, 366, 5) for hour in range(0, 24, 3)]

    wrong = [now for now in year if not is_in_order(now)]

    assert wrong == []


def is_in_order(now: datetime) -> bool:
    """Tell whether what the script calls past is past at this moment, and what is to come is to come."""
    events = {event.key: event for event in read_events(now)}
    earlier, finished, judging, running, announced = (events[key] for key in STATES)
    handed_in = [moment for team in running.teams if team.project for moment in team.project.submitted]
    before = (
        earlier.calendar(earlier.cases[0].readings[-1][0]),
        finished.calendar(finished.cases[0].readings[-1][0]),
        judging.calendar(judging.windows["running"][1]) + timedelta(hours=3),
        max(map(running.calendar, handed_in)),
        announced.calendar(announced.windows["registration"][0]),
    )
    after = (
        judging.calendar(judging.windows["judging"][1]),
        running.calendar(running.windows["running"][1]),
        announced.calendar(announced.windows["registration"][1]),
    )
    return max(before) < now < min(after)


def test_read_people_names_line_managers_who_exist() -> None:
    people = read_people()

    keys = {person.key for person in people}

    assert len(keys) == len({person.email for person in people}) == 60
    assert {person.line_manager for person in people} - keys == {""}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("database", "now"),
    [
        ("postgresql", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("sqlite", datetime(2027, 1, 3, 23, 59, tzinfo=UTC)),
        ("sqlite", datetime(2026, 6, 5, tzinfo=UTC)),
    ],
    ids=["postgresql as clocks go forward", "end of a year's first week", "midnight"],
)
def test_build_demo_on_another_database_or_at_an_odd_moment_tells_the_same_story(
    database: str, now: datetime, demo: Demo, build_on: Callable[[str, StandingClock], Demo]
) -> None:
    other = build_on(database, StandingClock(now))

    assert kinds_of(other) == kinds_of(demo)


def kinds_of(demo: Demo) -> Counter[str]:
    """Count what happened, by kind; how often a team pushed depends on the hour."""
    with demo.session() as session:
        found = Counter(session.scalars(select(FactRow.kind)))
    found.pop("projects.repositories.synced")
    return found
