"""What a history says about a project: who worked on it, on which days, and what is older than the event."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from babel.dates import format_date

from hackathon.core.i18n import _

README_LENGTH = 20_000
LONGEST_CHART = 60
"""Days that a chart shows; of a longer event, the last ones."""
BAR_HEIGHT = 40


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
    member: str | None = None
    """The team member this is, by mail address or name."""

    @property
    def key(self) -> str:
        """What commits of one person have in common."""
        return self.email.casefold() or self.name.casefold()


@dataclass(frozen=True)
class EarlyCommit:
    """Work from before the start; proven when we saw it ourselves by then, else by its own date only."""

    commit: Commit
    is_proven: bool


@dataclass(frozen=True)
class Bar:
    """One day of the activity chart; `is_early` is what was done before the start, all in one."""

    label: str
    value: int
    height: int
    is_early: bool


@dataclass(frozen=True)
class Reading:
    """What was read from a repository in one go."""

    head_sha: str | None
    default_branch: str
    readme: str
    commits: tuple[Commit, ...]


def mirror_name(repository_id: int, url: str) -> str:
    """Name the folder of a mirror: another address gets another folder, since one belongs to one address."""
    return f"{repository_id}-{hashlib.sha256(url.encode()).hexdigest()[:12]}"


def own_name(project_id: int) -> str:
    """Name the folder of the repository that the platform keeps for a project."""
    return f"project-{project_id}.git"


def contributors(commits: Iterable[Commit]) -> tuple[Contributor, ...]:
    """Group commits by mail address (by name where there is none), the most active first."""
    groups: dict[str, list[Commit]] = defaultdict(list)
    for commit in commits:
        groups[commit.author_email.casefold() or commit.author_name.casefold()].append(commit)
    return tuple(sorted(map(_contributor, groups.values()), key=lambda each: (-each.commits, each.name)))


def named_by(found: Iterable[Contributor], members: Mapping[str, str]) -> tuple[Contributor, ...]:
    """Say which member of the team each contributor is, by what `contributors` groups them by."""
    return tuple(replace(each, member=members.get(each.key)) for each in found)


def bars(commits: Sequence[Commit], starts_at: datetime, ends_at: datetime, *, zone: tzinfo) -> tuple[Bar, ...]:
    """Draw commits by day of the event, led by one bar for all from before its first day."""
    first, last = starts_at.astimezone(zone).date(), ends_at.astimezone(zone).date()
    first = max(first, last - timedelta(days=LONGEST_CHART - 1))
    days = activity_by_day(commits, first, last, zone=zone)
    before = sum(commit.authored_at.astimezone(zone).date() < first for commit in commits)
    most = max([before, *(count for _day, count in days)], default=0) or 1
    drawn = [_bar(format_date(day, "EEE d MMM", locale="en_GB"), count, most) for day, count in days]
    return tuple([_bar(_("Before"), before, most, is_early=True), *drawn] if before else drawn)


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


def _bar(label: str, count: int, most: int, *, is_early: bool = False) -> Bar:
    return Bar(label, count, round(count * BAR_HEIGHT / most), is_early)


def _contributor(commits: Sequence[Commit]) -> Contributor:
    ordered = sorted(commits, key=lambda commit: commit.authored_at)
    first, last = ordered[0], ordered[-1]
    return Contributor(last.author_name, last.author_email, len(ordered), first.authored_at, last.authored_at)


def _is_dated_before(commit: Commit, starts_at: datetime) -> bool:
    return min(commit.authored_at, commit.committed_at) < starts_at
