"""Frozen commits: whole, checked, and independent of where they came from."""

import hashlib
import os
import shutil
import tarfile
from pathlib import Path

import pytest

from hackathon.projects.git.gateway import GitFailed, GitSettings
from hackathon.projects.submissions.gateway import (
    CommitGone,
    Frozen,
    GitRefused,
    HostUnreachable,
    Reason,
    freeze,
    unpack_check,
)
from tests.servers.git_http import (
    MoodyGitServer,
    clone_of_this_project,
    commit_and_push,
    git,
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder = tmp_path / "kept"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(git_server: MoodyGitServer, tmp_path: Path) -> GitSettings:
    return git_server.settings(tmp_path)


def described(file: Path, kind: str) -> Frozen:
    content = file.read_bytes()
    assert kind in {"bundle", "tree"}
    return Frozen("bundle" if kind == "bundle" else "tree", len(content), hashlib.sha256(content).hexdigest())


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_freeze_keeps_exactly_the_history_of_the_commit_when_the_repository_is_deleted(
    git_server: MoodyGitServer, hosted: Path, kept: Path, settings: GitSettings
) -> None:
    first = commit_and_push(hosted, {"a": "1"}, "One")
    second = commit_and_push(hosted, {"a": "2"}, "Two")
    later = commit_and_push(hosted, {"a": "3"}, "Three")
    target = kept / "1.bundle"

    frozen = freeze(git_server.url("team.git"), second, target, settings)
    shutil.rmtree(git_server.root / "team.git")

    assert frozen == described(target, "bundle")
    assert names_in(kept) == ["1.bundle"]
    assert unpack_check(target) == second
    git(kept, "clone", "-q", "--branch", "submission", str(target), "again")
    assert git(kept / "again", "log", "--all", "--format=%H").splitlines() == [second, first]
    assert later not in git(kept / "again", "rev-list", "--all")
    assert (kept / "again" / "a").read_text() == "2"


def test_freeze_this_project_unpacks_whole(git_server: MoodyGitServer, kept: Path, settings: GitSettings) -> None:
    copy = clone_of_this_project(git_server.root / "self.git")
    if not copy:
        pytest.skip("this checkout has no history of its own (an archive or a shallow clone)")
    sha = git(copy, "rev-parse", "HEAD")

    frozen = freeze(git_server.url("self.git"), sha, kept / "self.bundle", settings)

    assert (frozen.kind, unpack_check(kept / "self.bundle")) == ("bundle", sha)


def test_freeze_where_the_server_gives_no_single_commits_takes_its_branches(
    git_server: MoodyGitServer, hosted: Path, kept: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")
    commit_and_push(hosted, {"a": "2"}, "Two")
    git_server.mood.speaks_old_protocol = True

    frozen = freeze(git_server.url("team.git"), sha, kept / "1.bundle", settings)

    assert (frozen.kind, unpack_check(kept / "1.bundle")) == ("bundle", sha)


def test_freeze_from_a_repository_of_our_own_reads_it_in_place(
    git_server: MoodyGitServer, hosted: Path, kept: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")

    frozen = freeze(git_server.root / "team.git", sha, kept / "1.bundle", settings)

    assert frozen == described(kept / "1.bundle", "bundle")
    assert (unpack_check(kept / "1.bundle"), git_server.mood.asked) == (sha, [])


@pytest.mark.parametrize("place", ["here", "elsewhere"])
def test_freeze_commit_that_is_gone_says_so_and_keeps_what_was_there(
    place: str, git_server: MoodyGitServer, hosted: Path, kept: Path, settings: GitSettings
) -> None:
    commit_and_push(hosted, {"a": "1"}, "One")
    (kept / "1.bundle").write_text("earlier")
    source = git_server.root / "team.git" if place == "here" else git_server.url("team.git")

    with pytest.raises(CommitGone, match="no longer holds this commit"):
        freeze(source, "1" * 40, kept / "1.bundle", settings)

    assert (names_in(kept), (kept / "1.bundle").read_text()) == (["1.bundle"], "earlier")


def test_freeze_host_that_is_down_may_be_tried_again(
    git_server: MoodyGitServer, hosted: Path, kept: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")
    git_server.mood.status = 503

    with pytest.raises(HostUnreachable) as refused:
        freeze(git_server.url("team.git"), sha, kept / "1.bundle", settings)

    assert (refused.value.reason, names_in(kept)) == (Reason.HOST_DOWN, [])


def test_freeze_deleted_repository_is_refused_for_good(
    git_server: MoodyGitServer, kept: Path, settings: GitSettings
) -> None:
    with pytest.raises(GitRefused) as refused:
        freeze(git_server.url("none.git"), "1" * 40, kept / "1.bundle", settings)

    assert (type(refused.value), refused.value.reason) == (GitRefused, Reason.NOT_FOUND)


def test_freeze_history_over_the_limit_keeps_the_files_alone(
    git_server: MoodyGitServer, hosted: Path, kept: Path
) -> None:
    commit_and_push(hosted, {"noise": os.urandom(2_000_000)}, "Large")
    (hosted / "noise").unlink()
    files = {"a": "1\r\n", "secret": "$Id$", ".gitattributes": "secret export-ignore\n* text eol=lf ident\n"}
    sha = commit_and_push(hosted, files, "Small")

    frozen = freeze(git_server.url("team.git"), sha, kept / "1", git_server.settings(kept, size_limit_bytes=1_000_000))

    assert frozen == described(kept / "1", "tree")
    with tarfile.open(kept / "1") as archive:
        found = {name: archive.extractfile(name).read() for name in archive.getnames()}  # type: ignore[union-attr]
    blobs = {name: git(hosted, "cat-file", "blob", f"{sha}:{name}").encode() for name in files}
    assert {name: content.strip() for name, content in found.items()} == blobs


def test_freeze_files_over_the_limit_are_refused(git_server: MoodyGitServer, hosted: Path, kept: Path) -> None:
    sha = commit_and_push(hosted, {"noise": os.urandom(2_000_000)}, "Large")

    with pytest.raises(GitRefused) as refused:
        freeze(git_server.url("team.git"), sha, kept / "1", git_server.settings(kept, size_limit_bytes=1_000_000))

    assert (refused.value.reason, names_in(kept)) == (Reason.TOO_LARGE, [])


def test_freeze_files_that_unpack_to_far_more_are_refused(git_server: MoodyGitServer, hosted: Path, kept: Path) -> None:
    commit_and_push(hosted, {"noise": os.urandom(2_000_000)}, "Large")
    sha = commit_and_push(hosted, {"noise": b"\0" * 20_000_000}, "A bomb")

    with pytest.raises(GitRefused) as refused:
        freeze(git_server.url("team.git"), sha, kept / "1", git_server.settings(kept, size_limit_bytes=1_000_000))

    assert (refused.value.reason, names_in(kept)) == (Reason.TOO_LARGE, [])


@pytest.mark.parametrize("sha", ["HEAD", "main", "--all", "1" * 39, "1" * 40 + "\n"])
def test_freeze_name_instead_of_a_commit_is_a_mistake_of_ours(
    sha: str, git_server: MoodyGitServer, kept: Path, settings: GitSettings
) -> None:
    with pytest.raises(ValueError, match="full object name"):
        freeze(git_server.url("team.git"), sha, kept / "1", settings)

    assert git_server.mood.asked == []


def test_unpack_check_damaged_bundle_fails(
    git_server: MoodyGitServer, hosted: Path, kept: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": os.urandom(1000)}, "One")
    freeze(git_server.url("team.git"), sha, kept / "1.bundle", settings)
    content = bytearray((kept / "1.bundle").read_bytes())
    content[len(content) // 2] ^= 0xFF
    (kept / "1.bundle").write_bytes(content)

    with pytest.raises(GitFailed):
        unpack_check(kept / "1.bundle")
