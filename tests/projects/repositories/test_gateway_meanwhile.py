"""Mirrors that several want at once, or whose maker is killed."""

import signal
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hackathon.projects.git.gateway import GitSettings, locked
from hackathon.projects.repositories.gateway import (
    GitRefused,
    HostUnreachable,
    Reason,
    RefChange,
    Synced,
    has_commit,
    mirror,
)
from tests.servers.git_http import (
    MoodyGitServer,
    commit_and_push,
    git_programs_for,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_mirror_while_another_syncs_says_so(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    with locked(root / "1"):
        with pytest.raises(GitRefused) as refusal:
            mirror(git_server.url("team.git"), root / "1", settings)
        refused = refusal.value

    assert (type(refused), refused.reason) == (HostUnreachable, Reason.BUSY)
    assert mirror(git_server.url("team.git"), root / "1", settings) == Synced(True, ())


def test_mirror_many_at_once_make_one_mirror(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")
    outcomes: list[object] = []

    def sync() -> None:
        try:
            outcomes.append(mirror(git_server.url("team.git"), root / "1", settings))
        except GitRefused as refused:
            outcomes.append(refused.reason)

    threads = [threading.Thread(target=sync) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    first = Synced(True, (RefChange("refs/heads/main", "new", None, sha),))
    assert outcomes.count(first) == 1
    assert all(each in (first, Synced(False, ()), Reason.BUSY) for each in outcomes)


def test_mirror_after_a_kill_clears_what_was_left(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    commit_and_push(hosted, {"a": "1"}, "One")
    mirror(git_server.url("team.git"), root / "1", settings)
    leftovers = [
        root / "1" / "packed-refs.lock",
        root / "1" / "refs/heads/main.lock",
        root / "1/objects/pack/tmp_pack_x",
    ]
    for leftover in leftovers:
        leftover.touch()
    sha = commit_and_push(hosted, {"a": "2"}, "Two")

    mirror(git_server.url("team.git"), root / "1", settings)

    assert has_commit(root / "1", sha)
    assert not any(leftover.exists() for leftover in leftovers)


@pytest.fixture
def keyboard() -> Iterator[None]:
    """Take an interrupt as a program in the foreground does: whatever runs behind a shell's & ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("keyboard", "hosted")
def test_mirror_interrupted_leaves_no_program_running(
    git_server: MoodyGitServer, root: Path, settings: GitSettings
) -> None:
    git_server.mood.silent = True

    def interrupt() -> None:
        # A program that just begins may not show its command line yet.
        while not git_server.mood.asked or not git_programs_for(git_server):
            time.sleep(0.01)
        # A signal as it comes from a keyboard: it also wakes a wait for what says nothing.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        mirror(git_server.url("team.git"), root / "1", settings)

    assert git_programs_for(git_server) == []
    assert [path.name for path in root.iterdir()] == ["1.lock"]
