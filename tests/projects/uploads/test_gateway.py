"""Uploaded files become commits in a repository of the platform's own."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hackathon.core.outbound import OutboundRules
from hackathon.projects.git.gateway import GitSettings
from hackathon.projects.repositories.gateway import Commit, TextFile, read_overview, read_text_file
from hackathon.projects.submissions.gateway import freeze, unpack_check
from hackathon.projects.uploads.gateway import (
    Author,
    Upload,
    UploadLimits,
    UploadRefused,
    commit_files,
    create,
    head,
)
from tests.servers.git_http import git

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
ADA = Author("Ada Lovelace", "ada@example.org")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    create(tmp_path / "own")
    return tmp_path / "own"


@pytest.fixture
def settings(tmp_path: Path) -> GitSettings:
    return GitSettings(tmp_path, OutboundRules(), size_limit_bytes=10**7, timeout_seconds=30)


def upload(folder: Path, files: dict[str, bytes], deleted: Sequence[str] = (), author: Author = ADA) -> Upload:
    """Lay the files out as an upload form would: under names of our own."""
    sources = []
    for number, (path, content) in enumerate(files.items()):
        source = folder / f"upload-{number}-{abs(hash(path))}"
        source.write_bytes(content)
        sources.append((path, source))
    return Upload(sources, author, "Add files", AT, deleted)


def files_in(repository: Path, sha: str) -> dict[str, str]:
    lines = git(repository, "ls-tree", "-r", "-z", sha).split("\0")[:-1]
    entries = [line.split("\t") for line in lines]
    assert {about.split()[0] for about, _ in entries} <= {"100644"}
    return {path: git(repository, "cat-file", "blob", about.split()[2]) for about, path in entries}


def test_commit_files_first_time_is_the_first_commit(tmp_path: Path, repository: Path, settings: GitSettings) -> None:
    files = {"README.md": b"# Hello\r\n", "src/é model.py": b"x = 1", "-rf": b"dash"}

    sha = commit_files(repository, upload(tmp_path, files))

    found = read_overview(repository)
    assert found.commits == (Commit(sha, "Ada Lovelace", "ada@example.org", AT, AT, "Add files"),)
    assert (found.default_branch, head(repository)) == ("main", sha)
    assert files_in(repository, sha) == {"-rf": "dash", "README.md": "# Hello", "src/é model.py": "x = 1"}
    assert read_text_file(None, repository, sha, settings=settings) == TextFile("README.md", "# Hello\r\n")


def test_commit_files_again_adds_replaces_and_deletes(tmp_path: Path, repository: Path) -> None:
    first = commit_files(repository, upload(tmp_path, {"a": b"1", "b/c": b"1", "d": b"1"}))

    second = commit_files(repository, upload(tmp_path, {"a": b"2", "b/e": b"2"}, deleted=["d"]), parent=first)

    assert files_in(repository, second) == {"a": "2", "b/c": "1", "b/e": "2"}
    assert git(repository, "rev-parse", f"{second}^") == first


def test_commit_files_folder_may_take_the_place_of_a_deleted_file(tmp_path: Path, repository: Path) -> None:
    first = commit_files(repository, upload(tmp_path, {"a": b"1"}))

    second = commit_files(repository, upload(tmp_path, {"a/b": b"2"}, deleted=["a"]), parent=first)

    assert files_in(repository, second) == {"a/b": "2"}


def test_commit_files_on_an_older_state_are_refused_and_change_nothing(tmp_path: Path, repository: Path) -> None:
    first = commit_files(repository, upload(tmp_path, {"a": b"1"}))
    second = commit_files(repository, upload(tmp_path, {"a": b"2"}), parent=first)

    for parent in (None, first):
        with pytest.raises(UploadRefused, match="Somebody else uploaded"):
            commit_files(repository, upload(tmp_path, {"a": b"3"}), parent=parent)

    assert head(repository) == second


def test_commit_files_at_once_one_wins_and_the_others_are_told(tmp_path: Path, repository: Path) -> None:
    first = commit_files(repository, upload(tmp_path, {"a": b"1"}))
    won, told = [], []

    def send(number: int) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            won.append(commit_files(repository, upload(folder, {f"{number}": b"2"}), parent=first))
        except UploadRefused as refused:
            told.append(refused.sentence)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert won == [head(repository)]
    assert len(told) == 3


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({".git/hooks/post-commit": b""}, "belongs to git"),
        ({"../outside": b""}, "leaves the project's folder"),
        ({"readme.MD": b""}, "one and the same file"),
        ({"README.md/x": b""}, "would clash"),
        ({"src": b""}, "would clash"),
        ({"e\u0301": b"", "\u00e9": b""}, "given twice"),
        ({"large": b"0" * 2000}, "larger than"),
        ({str(number): b"" for number in range(9)}, "10 files at most"),
    ],
)
def test_commit_files_refused_upload_changes_nothing(
    files: dict[str, bytes], sentence: str, tmp_path: Path, repository: Path
) -> None:
    first = commit_files(repository, upload(tmp_path, {"README.md": b"1", "src/x": b"1"}))

    with pytest.raises(UploadRefused, match=sentence):
        commit_files(
            repository,
            upload(tmp_path, files),
            parent=first,
            limits=UploadLimits(files=10, upload_bytes=1000),
        )

    assert head(repository) == first
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (Author("Eve <root@x>\ncommitter Me", "e@x>\n"), "Eve  root@x  committer Me"),
        (Author(" \n", ""), "unknown"),
        (Author("...", ""), "unknown"),
    ],
)
def test_commit_files_hostile_author_is_one_line(author: Author, name: str, tmp_path: Path, repository: Path) -> None:
    sha = commit_files(repository, upload(tmp_path, {"a": b"1"}, author=author))

    assert git(repository, "log", "-1", "--format=%an|%cn", sha) == f"{name}|{name}"
    assert git(repository, "fsck", "--full", "--strict") == ""


def test_commit_files_can_be_frozen(tmp_path: Path, repository: Path, settings: GitSettings) -> None:
    sha = commit_files(repository, upload(tmp_path, {"a": b"1"}))

    frozen = freeze(repository, sha, tmp_path / "1.bundle", settings)

    assert (frozen.kind, unpack_check(tmp_path / "1.bundle")) == ("bundle", sha)


def test_create_twice_keeps_what_is_there(tmp_path: Path, repository: Path) -> None:
    sha = commit_files(repository, upload(tmp_path, {"a": b"1"}))

    create(repository)

    assert head(repository) == sha
