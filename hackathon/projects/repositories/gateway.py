"""A team's repository elsewhere: its history mirrored without the files, and read without the network."""

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal

import git

from hackathon.projects.git.gateway import (
    BRANCHES_AND_TAGS,
    GitFailed,
    GitSettings,
    Remote,
    bare_for_a_moment,
    create_bare,
    disk_use,
    has_commit,
    locked,
    opened,
    require_sha,
    run_offline,
)
from hackathon.projects.git.rules import CommitGone, GitRefused, HostUnreachable, Reason
from hackathon.projects.repositories.rules import Commit

__all__ = [
    "Commit",
    "CommitGone",
    "GitRefused",
    "GitSettings",
    "HostUnreachable",
    "Overview",
    "Reason",
    "Ref",
    "RefChange",
    "Synced",
    "TextFile",
    "has_commit",
    "mirror",
    "read_overview",
    "read_text_file",
]

README_NAMES = ("README.md", "README.markdown", "README.rst", "README.txt", "README")
TEXT_LIMIT = 200 * 1024
LATEST_COMMITS = 500
MAX_REFS = 500
NAME_LENGTH, SUBJECT_LENGTH = 200, 300

_LAST_SECOND = int(datetime(3000, 1, 1, tzinfo=UTC).timestamp())
_JOINERS = "\u200c\u200d"  # needed inside words and emoji, and harmless
_PLAIN_FILES = {b"100644", b"100755"}


@dataclass(frozen=True)
class RefChange:
    """What happened upstream to a branch or tag since the last sync; `rewritten` means force-pushed."""

    name: str
    kind: Literal["new", "advanced", "rewritten", "deleted"]
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Synced:
    """What one sync did."""

    is_first: bool
    changes: tuple[RefChange, ...]


@dataclass(frozen=True)
class Ref:
    """A branch or tag and the object it names."""

    name: str
    sha: str


@dataclass(frozen=True)
class Overview:
    """A repository as people see it; the commits are the latest of all its branches and tags."""

    head_commit: Commit | None
    default_branch: str | None
    commits: tuple[Commit, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class TextFile:
    """A file's text; none when it is larger than the limit."""

    name: str
    text: str | None


def mirror(url: str, directory: Path, settings: GitSettings) -> Synced:
    """Clone the history without file contents, or fetch what is new, and say what changed.

    One directory belongs to one URL, and the mirror itself does not know it: nothing can fetch by accident.
    Raises `GitRefused`; `HostUnreachable` when trying again may help, also while another sync of it is
    running. A first sync that fails leaves nothing behind; a later one leaves the mirror as it was.
    """
    remote = Remote.at(url, settings)
    with locked(_inside(directory, settings.root)):
        if not directory.exists():
            return _clone(remote, directory)
        _sweep(directory)
        return Synced(is_first=False, changes=_fetch(remote, directory))


def read_overview(directory: Path, *, latest: int = LATEST_COMMITS) -> Overview:
    """Read the latest commits and refs; what strangers wrote is bounded and without control characters."""
    refs, branch = _refs(directory), _default_branch(directory)
    with opened(directory) as repository:
        commits = tuple(map(_commit, repository.iter_commits("--all", max_count=latest))) if refs else ()
        head = refs.get(f"refs/heads/{branch}")
        return Overview(
            head_commit=_commit(repository.commit(head)) if head else None,
            default_branch=_clean(branch, NAME_LENGTH) if head else None,
            commits=commits,
            refs=tuple(Ref(_clean(name, NAME_LENGTH), sha) for name, sha in list(refs.items())[:MAX_REFS]),
        )


def read_text_file(
    url: str | None,
    directory: Path,
    commit_sha: str,
    *,
    settings: GitSettings,
    names: Sequence[str] = README_NAMES,
    limit: int = TEXT_LIMIT,
) -> TextFile | None:
    """Read the first of these files at the top of a commit, fetching that one file when the mirror lacks it.

    Without a URL only what is here already is read. None when there is no such file.
    """
    if not has_commit(directory, commit_sha):
        raise CommitGone
    found = _find_file(directory, commit_sha, names)
    if not found:
        return None
    name, blob = found
    if url and _size(directory, blob) is None:
        return TextFile(name, _fetch_blob(url, blob, limit, settings))
    return TextFile(name, _read_blob(directory, blob, limit))


def _clone(remote: Remote, directory: Path) -> Synced:
    prefix = f".{directory.name}-"
    for abandoned in directory.parent.glob(f"{prefix}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    fresh = Path(mkdtemp(prefix=prefix, dir=directory.parent))
    try:
        create_bare(fresh)
        changes = _fetch(remote, fresh)
        fresh.rename(directory)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Synced(is_first=True, changes=changes)


def _fetch(remote: Remote, directory: Path) -> tuple[RefChange, ...]:
    before = _refs(directory)
    pointers = remote.run(directory, "ls-remote", "--symref", "origin", "HEAD")
    remote.fetch(directory, "--prune", "--filter=blob:none", *BRANCHES_AND_TAGS)
    _aim_head(directory, pointers)
    return tuple(_changes(directory, before, _refs(directory)))


def _aim_head(directory: Path, pointers: bytes) -> None:
    """Follow the default branch of the other side, unless its name is none that git would take."""
    found = re.search(rb"^ref: (refs/heads/[^\x00-\x20\x7f]+)\tHEAD$", pointers, re.MULTILINE)
    if found:
        with suppress(GitFailed):
            run_offline(directory, "symbolic-ref", "HEAD", os.fsdecode(found[1]))


def _changes(directory: Path, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[RefChange]:
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old != new:
            yield RefChange(_clean(name, NAME_LENGTH), _kind(directory, old, new), old, new)


def _kind(directory: Path, old: str | None, new: str | None) -> Literal["new", "advanced", "rewritten", "deleted"]:
    if not old or not new:
        return "deleted" if old else "new"
    try:
        run_offline(directory, "merge-base", "--is-ancestor", old, new)
    except GitFailed:
        return "rewritten"
    return "advanced"


def _default_branch(directory: Path) -> str:
    head = run_offline(directory, "symbolic-ref", "HEAD")
    return os.fsdecode(head).strip().removeprefix("refs/heads/")


def _refs(directory: Path) -> dict[str, str]:
    lines = run_offline(directory, "for-each-ref", "--format=%(refname)%00%(objectname)").splitlines()
    pairs = (line.split(b"\0") for line in lines)
    return {os.fsdecode(name): sha.decode("ascii") for name, sha in pairs}


def _sweep(directory: Path) -> None:
    """Remove what a killed git left behind; we hold the lock, so nobody is using it."""
    for leftover in [*directory.rglob("*.lock"), *directory.glob("objects/**/tmp_*")]:
        if leftover.is_file():
            leftover.unlink()


def _inside(directory: Path, root: Path) -> Path:
    if not directory.resolve().is_relative_to(root.resolve()):
        raise ValueError("mirrors live inside the folder for mirrors")
    return directory


def _commit(commit: git.Commit) -> Commit:
    return Commit(
        sha=commit.hexsha,
        author_name=_clean(commit.author.name, NAME_LENGTH),
        author_email=_clean(commit.author.email, NAME_LENGTH),
        authored_at=_moment(commit.authored_date),
        committed_at=_moment(commit.committed_date),
        subject=_clean(commit.summary, SUBJECT_LENGTH),
    )


def _clean(text: str | bytes | None, length: int) -> str:
    """Make a stranger's line safe to show: one line, no control or direction characters, bounded."""
    line = (text.decode(errors="replace") if isinstance(text, bytes) else text or "")[: 4 * length]
    visible = (each if each in _JOINERS or unicodedata.category(each)[0] != "C" else " " for each in line.strip())
    return " ".join("".join(visible).split())[:length]


def _moment(seconds: int) -> datetime:
    """Read a commit's date, which may be any number at all."""
    return datetime.fromtimestamp(min(max(seconds, 0), _LAST_SECOND), UTC)


def _find_file(directory: Path, commit_sha: str, names: Sequence[str]) -> tuple[str, str] | None:
    entries = run_offline(directory, "ls-tree", "-z", require_sha(commit_sha)).split(b"\0")
    found = dict(filter(None, map(_plain_file, entries)))
    return next(
        ((name, blob) for wanted in names for name, blob in found.items() if name.lower() == wanted.lower()),
        None,
    )


def _plain_file(entry: bytes) -> tuple[str, str] | None:
    """Read one line of a tree, leaving out folders, links and submodules."""
    about, _, name = entry.partition(b"\t")
    mode, _, rest = about.partition(b" ")
    return (name.decode(errors="replace"), rest.split()[1].decode("ascii")) if mode in _PLAIN_FILES else None


def _size(directory: Path, blob: str) -> int | None:
    try:
        return int(run_offline(directory, "cat-file", "-s", blob))
    except GitFailed:
        return None


def _read_blob(directory: Path, blob: str, limit: int) -> str | None:
    """Read a file that is here and within the limit."""
    size = _size(directory, blob)
    if size is None or size > limit:
        return None
    return run_offline(directory, "cat-file", "blob", blob).decode(errors="replace").replace("\0", "")


def _fetch_blob(url: str, blob: str, limit: int, settings: GitSettings) -> str | None:
    """Fetch one object into a repository that is thrown away, so that a mirror never grows by reading."""
    remote = Remote.at(url, settings)
    with bare_for_a_moment(settings.root) as moment:
        allowed = disk_use(moment) + 2 * limit
        try:
            remote.fetch(moment, "--filter=blob:none", blob, size_limit_bytes=allowed)
        except GitRefused as refused:
            if refused.reason is Reason.TOO_LARGE:
                return None
            raise
        return _read_blob(moment, blob, limit)
