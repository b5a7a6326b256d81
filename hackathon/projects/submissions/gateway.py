"""Keeps a submitted commit whole: its history as a git bundle, or at least its files as a tar archive."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from hackathon.projects.git.gateway import (
    BRANCHES_AND_TAGS,
    GitFailed,
    GitSettings,
    Limits,
    Remote,
    bare_for_a_moment,
    has_commit,
    require_sha,
    run_offline,
)
from hackathon.projects.git.rules import CommitGone, GitRefused, HostUnreachable, Reason

__all__ = [
    "CommitGone",
    "Frozen",
    "GitRefused",
    "GitSettings",
    "HostUnreachable",
    "Reason",
    "freeze",
    "unpack_check",
]

BRANCH = "refs/heads/submission"
# Attributes in the tree could leave files out of an archive or change their bytes; these come first.
_AS_THEY_ARE = "* -export-ignore -export-subst -text -eol -ident -filter -working-tree-encoding\n"


@dataclass(frozen=True)
class Frozen:
    """What was kept: the history (`bundle`), or the files alone (`tree`, a tar) where it could not be."""

    kind: Literal["bundle", "tree"]
    size: int
    sha256: str


def freeze(source: str | Path, sha: str, target: Path, settings: GitSettings) -> Frozen:
    """Keep one commit in the target file, whole or not at all.

    The source is a URL, or the path of a repository of the platform's own. A history that is too large or
    unsound is replaced by the files of the commit. Raises `CommitGone`, `HostUnreachable` (try again) or
    `GitRefused`.
    """
    require_sha(sha)
    with bare_for_a_moment(target.parent) as moment:
        try:
            _take_history(source, sha, moment, settings)
            kept = _bundle(moment, sha)
        except (GitRefused, GitFailed) as problem:
            if not _is_about_history(problem):
                raise
            return _freeze_tree(source, sha, target, settings)
        return _keep("bundle", kept, target)


def unpack_check(bundle: Path) -> str:
    """Unpack a bundle into nothing, check every object and link in it, and return the commit it holds.

    Raises `GitFailed` when anything is missing or damaged.
    """
    with (
        TemporaryDirectory(dir=bundle.parent, prefix=".check-") as folder,
        bare_for_a_moment(Path(folder)) as moment,
    ):
        path = str(bundle.resolve())
        run_offline(moment, "bundle", "verify", "--quiet", path)
        sha = run_offline(moment, "bundle", "unbundle", path).split()[0].decode("ascii")
        run_offline(moment, "fsck", "--full", "--no-dangling", "--no-progress", sha)
        return sha


def _take_history(source: str | Path, sha: str, moment: Path, settings: GitSettings) -> None:
    if isinstance(source, Path):
        _borrow(source, moment)
    else:
        _fetch_history(Remote.at(source, settings), sha, moment)
    if not has_commit(moment, sha):
        raise CommitGone


def _borrow(source: Path, moment: Path) -> None:
    """Read the objects of a repository here as if they were ours."""
    Path(moment, "objects", "info", "alternates").write_text(f"{source.resolve() / 'objects'}\n")


def _fetch_history(remote: Remote, sha: str, moment: Path) -> None:
    """Ask for the commit itself; where the server only serves branches and tags, take all of them."""
    try:
        remote.fetch(moment, f"{sha}:{BRANCH}")
    except CommitGone:
        remote.fetch(moment, *BRANCHES_AND_TAGS)


def _bundle(moment: Path, sha: str) -> Path:
    bundle = moment.parent / "submission.bundle"
    run_offline(moment, "update-ref", BRANCH, sha)
    run_offline(moment, "bundle", "create", "--quiet", str(bundle), BRANCH)
    if unpack_check(bundle) != sha:
        raise GitFailed("the bundle holds another commit")
    return bundle


def _is_about_history(problem: GitRefused | GitFailed) -> bool:
    return isinstance(problem, GitFailed) or problem.reason in {Reason.TOO_LARGE, Reason.UNSOUND}


def _freeze_tree(source: str | Path, sha: str, target: Path, settings: GitSettings) -> Frozen:
    with bare_for_a_moment(target.parent) as moment:
        if isinstance(source, Path):
            _borrow(source, moment)
        else:
            Remote.at(source, settings).fetch(moment, "--depth=1", f"{sha}:{BRANCH}")
        return _keep("tree", _archive(moment, sha, settings), target)


def _archive(moment: Path, sha: str, settings: GitSettings) -> Path:
    limits = Limits(settings.timeout_seconds, moment.parent, 2 * settings.size_limit_bytes)
    archive = moment.parent / "submission.tar"
    attributes = moment / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text(_AS_THEY_ARE)
    run_offline(moment, "archive", "--format=tar", f"--output={archive}", sha, limits=limits)
    return archive


def _keep(kind: Literal["bundle", "tree"], made: Path, target: Path) -> Frozen:
    """Put the file in its place in one step, on disk before it is promised."""
    with made.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    frozen = Frozen(kind, made.stat().st_size, digest)
    made.replace(target)
    return frozen
