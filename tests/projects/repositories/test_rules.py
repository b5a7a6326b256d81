"""What a history says about a project."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hackathon.projects.repositories.rules import (
    Bar,
    Commit,
    Contributor,
    EarlyCommit,
    activity_by_day,
    bars,
    before_start,
    contributors,
    mirror_name,
)


def commit(sha: str, name: str, email: str, authored_at: datetime, committed_at: datetime | None = None) -> Commit:
    return Commit(sha, name, email, authored_at, committed_at or authored_at, "subject")


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def test_contributors_same_address_in_other_case_is_one_person_with_the_latest_name() -> None:
    history = [
        commit("1", "ada", "Ada@example.org", at(2)),
        commit("2", "Ada L.", "ada@example.org", at(4)),
        commit("3", "Bo", "", at(3)),
        commit("4", "Cy", "", at(3)),
    ]

    found = contributors(history)

    assert found == (
        Contributor("Ada L.", "ada@example.org", 2, at(2), at(4)),
        Contributor("Bo", "", 1, at(3), at(3)),
        Contributor("Cy", "", 1, at(3), at(3)),
    )


def test_activity_by_day_days_without_work_count_zero_in_the_zone_of_the_event() -> None:
    history = [commit("1", "a", "a", at(2, 23)), commit("2", "a", "a", at(4)), commit("3", "a", "a", at(9))]

    found = activity_by_day(history, date(2026, 3, 2), date(2026, 3, 4), zone=ZoneInfo("Europe/Berlin"))

    assert found == ((date(2026, 3, 2), 0), (date(2026, 3, 3), 1), (date(2026, 3, 4), 1))


def test_before_start_dates_claim_and_sight_proves() -> None:
    by_author = commit("1", "a", "a", at(1), at(5))
    by_committer = commit("2", "a", "a", at(5), at(1))
    seen = commit("3", "a", "a", at(5))
    fair = commit("4", "a", "a", at(3))

    found = before_start([by_author, by_committer, seen, fair], at(3), first_seen={"3": at(2), "4": at(3), "1": at(6)})

    assert found == (EarlyCommit(by_author, False), EarlyCommit(by_committer, False), EarlyCommit(seen, True))


def test_bars_begin_with_all_from_before_the_event_in_one() -> None:
    commits = [commit(sha, "Ada", "", moment) for sha, moment in (("1", at(1)), ("2", at(2)), ("3", at(2)))]

    drawn = bars(commits, at(2, 8), at(3, 8), zone=UTC)

    assert drawn == (
        Bar("Before", 1, 20, is_early=True),
        Bar("Mon 2 Mar", 2, 40, is_early=False),
        Bar("Tue 3 Mar", 0, 0, is_early=False),
    )


def test_bars_of_a_long_event_show_its_last_days() -> None:
    starts_at = datetime(2026, 1, 1, tzinfo=UTC)

    drawn = bars([], starts_at, starts_at + timedelta(days=400), zone=UTC)

    assert (len(drawn), drawn[-1].label) == (60, "Fri 5 Feb")


def test_mirror_of_another_address_has_another_name() -> None:
    first, second = mirror_name(7, "https://a.example.org/x.git"), mirror_name(7, "https://b.example.org/x.git")

    assert first != second
    assert first.startswith("7-")
