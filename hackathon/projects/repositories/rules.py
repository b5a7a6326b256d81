"""What a history says about a project: who worked on it, on which days, and what is older than the event."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo


@dataclass(frozen=True)
class Commit:
    """One commit, as its author claims it to be."""

    sha: str
    author_name: str
    author_email: str
    authored_at: datetime
    committed_at: datetime
    subject: str


@dataclass(frozen=True)
class Contributor:
    """Somebody who wrote commits, known by one mail address."""

    name: str
    email: str
    commits: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class EarlyCommit:
    """Work from before the start; proven when we saw it ourselves by then, else by its own date only."""

    commit: Commit
    is_proven: bool


def contributors(commits: Iterable[Commit]) -> tuple[Contributor, ...]:
    """Group commits by mail address (by name where there is none), the most active first."""
    groups: dict[str, list[Commit]] = defaultdict(list)
    for commit in commits:
        groups[commit.author_email.casefold() or commit.author_name.casefold()].append(commit)
    return tuple(sorted(map(_contributor, groups.values()), key=lambda each: (-each.commits, each.name)))


def activity_by_day(
    commits: Iterable[Commit], start: date, end: date, *, zone: tzinfo = UTC
) -> tuple[tuple[date, int], ...]:
    """Count commits on every day from start to end, both included, in the event's time zone."""
    counts = Counter(commit.authored_at.astimezone(zone).date() for commit in commits)
    days = (start + timedelta(days=number) for number in range((end - start).days + 1))
    return tuple((day, counts[day]) for day in days)


def before_start(
    commits: Iterable[Commit], starts_at: datetime, *, first_seen: Mapping[str, datetime] | None = None
) -> tuple[EarlyCommit, ...]:
    """List the commits from before the start, by their own dates or because we had seen them by then.

    Dates can be forged in both directions, so a commit counts as early when any of its dates says so, and
    what we saw (`first_seen`, by sha) is the only proof.
    """
    seen = first_seen or {}
    early = (EarlyCommit(each, seen.get(each.sha, starts_at) < starts_at) for each in commits)
    return tuple(each for each in early if each.is_proven or _is_dated_before(each.commit, starts_at))


def _contributor(commits: Sequence[Commit]) -> Contributor:
    ordered = sorted(commits, key=lambda commit: commit.authored_at)
    first, last = ordered[0], ordered[-1]
    return Contributor(last.author_name, last.author_email, len(ordered), first.authored_at, last.authored_at)


def _is_dated_before(commit: Commit, starts_at: datetime) -> bool:
    return min(commit.authored_at, commit.committed_at) < starts_at
