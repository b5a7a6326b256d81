"""Mirrors, against a real git server on loopback and everything hostile that was thought of."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hackathon.core.outbound import OutboundRules
from hackathon.projects.git.gateway import GitSettings, disk_use
from hackathon.projects.repositories.gateway import (
    Commit,
    CommitGone,
    GitRefused,
    HostUnreachable,
    Overview,
    Reason,
    Ref,
    RefChange,
    Synced,
    TextFile,
    has_commit,
    mirror,
    read_overview,
    read_text_file,
)
from tests.servers.git_http import (
    MoodyGitServer,
    Trap,
    clone_of_this_project,
    commit_and_push,
    git,
    git_programs_for,
    make_repository,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def refusal(url: str, directory: Path, settings: GitSettings) -> GitRefused:
    with pytest.raises(GitRefused) as refused:
        mirror(url, directory, settings)
    return refused.value


def test_mirror_first_time_holds_the_history_without_its_files(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"README.md": "# Hello", "data.csv": "1,2"}, "Start")

    done = mirror(git_server.url("team.git"), root / "1", settings)

    commit = Commit(sha, "Ada", "ada@example.org", NOON, NOON, "Start")
    assert done == Synced(True, (RefChange("refs/heads/main", "new", None, sha),))
    assert read_overview(root / "1") == Overview(commit, "main", (commit,), (Ref("refs/heads/main", sha),))
    assert read_text_file(None, root / "1", sha, settings=settings) == TextFile("README.md", None)
    assert has_commit(root / "1", sha)
    assert not has_commit(root / "1", "1" * 40)


def test_mirror_this_project_has_its_own_history(git_server: MoodyGitServer, root: Path, settings: GitSettings) -> None:
    copy = clone_of_this_project(git_server.root / "self.git")
    if not copy:
        pytest.skip("this checkout has no history of its own (an archive or a shallow clone)")

    mirror(git_server.url("self.git"), root / "self", settings)

    expected = git(copy, "log", "--all", "--format=%H", "--max-count=500").splitlines()
    found = read_overview(root / "self")
    assert sorted(commit.sha for commit in found.commits) == sorted(expected)
    assert disk_use(root / "self") < disk_use(copy)


def test_mirror_second_time_says_what_was_pushed_rewritten_and_deleted(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    url, directory = git_server.url("team.git"), root / "1"
    first = commit_and_push(hosted, {"a": "1"}, "One")
    git(hosted, "push", "-q", "origin", "HEAD:refs/heads/gone", "HEAD:refs/heads/next", "HEAD:refs/tags/v1")
    mirror(url, directory, settings)
    pushed = commit_and_push(hosted, {"a": "2"}, "Two")
    git(hosted, "push", "-q", "origin", "HEAD:refs/heads/next", ":refs/heads/gone")
    rewritten = git(hosted, "commit-tree", f"{pushed}^{{tree}}", "-m", "Another past")
    git(hosted, "push", "-q", "--force", "origin", f"{rewritten}:refs/heads/main")

    done = mirror(url, directory, settings)

    assert done == Synced(
        False,
        (
            RefChange("refs/heads/gone", "deleted", first, None),
            RefChange("refs/heads/main", "rewritten", first, rewritten),
            RefChange("refs/heads/next", "advanced", first, pushed),
        ),
    )
    assert mirror(url, directory, settings) == Synced(False, ())


def test_mirror_branch_that_became_a_folder_takes_its_place(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")
    git(hosted, "push", "-q", "origin", "HEAD:refs/heads/try")
    mirror(git_server.url("team.git"), root / "1", settings)
    git(hosted, "push", "-q", "origin", ":refs/heads/try")
    git(hosted, "push", "-q", "origin", "HEAD:refs/heads/try/again")

    mirror(git_server.url("team.git"), root / "1", settings)

    assert read_overview(root / "1").refs == (Ref("refs/heads/main", sha), Ref("refs/heads/try/again", sha))


def test_overview_branch_with_an_unreadable_name_is_shown_clean(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")
    name = os.fsdecode(b"refs/heads/\xff\xe2\x80\xaename")
    git(git_server.root / "team.git", "update-ref", name, sha)
    git(git_server.root / "team.git", "symbolic-ref", "HEAD", name)
    mirror(git_server.url("team.git"), root / "1", settings)

    found = read_overview(root / "1")

    assert (found.default_branch, found.head_commit and found.head_commit.sha) == ("name", sha)


def test_mirror_default_branch_follows_the_other_side(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    commit_and_push(hosted, {"a": "1"}, "One")
    mirror(git_server.url("team.git"), root / "1", settings)
    git(hosted, "push", "-q", "origin", "HEAD:refs/heads/develop")
    git(git_server.root / "team.git", "symbolic-ref", "HEAD", "refs/heads/develop")

    mirror(git_server.url("team.git"), root / "1", settings)

    assert read_overview(root / "1").default_branch == "develop"


def test_mirror_empty_repository_is_an_empty_overview(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    assert mirror(git_server.url("team.git"), root / "1", settings) == Synced(True, ())

    assert read_overview(root / "1") == Overview(None, None, (), ())


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ext::sh -c touch% {folder}/owned", Reason.TRANSPORT),
        ("fd::17", Reason.TRANSPORT),
        ("file://{served}/team.git", Reason.LOCAL_PATH),
        ("{served}/team.git", Reason.LOCAL_PATH),
        ("ssh://git@127.0.0.1:{port}/team.git", Reason.SSH),
        ("git@127.0.0.1:team.git", Reason.SSH),
        ("git://127.0.0.1:{port}/team.git", Reason.SCHEME),
        ("--upload-pack=touch {folder}/owned", Reason.OPTION),
        ("http://127.0.0.1:{port}/team.git", Reason.ADDRESS),
        ("https://127.0.0.1:{port}/team.git", Reason.ADDRESS),
        ("https://127.0.0.1/team.git", Reason.ADDRESS),
        ("https://localhost/team.git", Reason.ADDRESS),
        ("https://2130706433/team.git", Reason.ADDRESS),
        ("https://0x7f000001/team.git", Reason.ADDRESS),
        ("https://[::1]/team.git", Reason.ADDRESS),
        ("https://[::ffff:127.0.0.1]/team.git", Reason.ADDRESS),
        ("https://169.254.169.254/latest", Reason.ADDRESS),
        ("https://ada:secret@127.0.0.1:{port}/team.git", Reason.ADDRESS),
        ("https://forge.example:8443/team.git", Reason.ADDRESS),
        ("https://forge.example/team.git\r\nX: y", Reason.CHARACTERS),
        ("https://forge.example/" + "x" * 1000, Reason.TOO_LONG),
    ],
)
def test_mirror_hostile_address_asks_nobody_and_leaves_nothing(
    url: str, reason: Reason, tmp_path: Path, root: Path, hosted: Path, git_server: MoodyGitServer
) -> None:
    settings = GitSettings(root, OutboundRules(), size_limit_bytes=10**8, timeout_seconds=10)
    with Trap().set() as trap:
        written = url.format(folder=tmp_path, served=git_server.root, port=trap.port)

        refused = refusal(written, root / "1", settings)

    assert (refused.reason, bool(refused.sentence), "secret" in refused.sentence) == (reason, True, False)
    assert (trap.visits, git_server.mood.asked, list(root.iterdir())) == (0, [], [])
    assert not (tmp_path / "owned").exists()


def test_mirror_redirect_to_a_private_address_is_not_followed(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    with Trap().set() as trap:
        git_server.mood.redirect_to = f"http://127.0.0.1:{trap.port}/team.git/info/refs?service=git-upload-pack"

        refused = refusal(git_server.url("team.git"), root / "1", settings)

    assert (refused.reason, trap.visits) == (Reason.REDIRECTED, 0)
    assert not (root / "1").exists()


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (401, GitRefused, Reason.LOGIN_NEEDED),
        (403, GitRefused, Reason.LOGIN_NEEDED),
        (404, GitRefused, Reason.NOT_FOUND),
        (429, HostUnreachable, Reason.HOST_DOWN),
        (500, HostUnreachable, Reason.HOST_DOWN),
        (503, HostUnreachable, Reason.HOST_DOWN),
        (200, GitRefused, Reason.NOT_A_REPOSITORY),
    ],
)
def test_mirror_unhelpful_answer_says_whether_to_try_again(
    status: int, kind: type, reason: Reason, git_server: MoodyGitServer, root: Path, settings: GitSettings
) -> None:
    git_server.mood.status = status

    refused = refusal(git_server.url("team.git"), root / "1", settings)

    assert (type(refused), refused.reason) == (kind, reason)


def test_mirror_host_that_is_gone_may_be_tried_again(
    git_server: MoodyGitServer, root: Path, settings: GitSettings
) -> None:
    url = git_server.url("team.git")
    git_server.shutdown()
    git_server.server_close()

    refused = refusal(url, root / "1", settings)

    assert (type(refused), refused.reason) == (HostUnreachable, Reason.HOST_DOWN)


@pytest.mark.parametrize("mood", ["silent", "drips"])
def test_mirror_server_that_hangs_is_left_with_no_program_running(
    mood: str, git_server: MoodyGitServer, hosted: Path, root: Path
) -> None:
    setattr(git_server.mood, mood, True)

    refused = refusal(git_server.url("team.git"), root / "1", git_server.settings(root, timeout_seconds=0.5))

    assert (type(refused), refused.reason) == (HostUnreachable, Reason.TOO_SLOW)
    assert git_programs_for(git_server) == []
    assert [path.name for path in root.iterdir()] == ["1.lock"]


def test_mirror_repository_over_the_limit_is_refused_and_leaves_nothing(
    git_server: MoodyGitServer, hosted: Path, root: Path
) -> None:
    noise = os.urandom(1_000_000).hex().encode()
    git(hosted, "commit", "-q", "--allow-empty", "-F", "-", stdin=noise)
    git(hosted, "push", "-q", "origin", "HEAD")

    refused = refusal(git_server.url("team.git"), root / "1", git_server.settings(root, size_limit_bytes=500_000))

    assert (type(refused), refused.reason) == (GitRefused, Reason.TOO_LARGE)
    assert [path.name for path in root.iterdir()] == ["1.lock"]


def test_mirror_forged_objects_are_refused(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    bare = git_server.root / "team.git"
    blob = git(bare, "hash-object", "-w", "--stdin", stdin=b"[core]")
    entry = b"100644 .git\0" + bytes.fromhex(blob)
    tree = git(bare, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=entry)
    git(bare, "update-ref", "refs/heads/main", git(bare, "commit-tree", tree, "-m", "Forged"))

    refused = refusal(git_server.url("team.git"), root / "1", settings)

    assert refused.reason == Reason.UNSOUND


def test_mirror_name_is_pinned_to_the_address_that_was_checked(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"a": "1"}, "One")
    origin = f"http://forge.invalid:{git_server.server_port}"
    rules = OutboundRules(allowed_origins=frozenset({origin}))
    pinned = replace(settings, rules=rules, resolve=lambda _host, _port: ("127.0.0.1",))

    mirror(f"{origin}/team.git", root / "1", pinned)

    assert has_commit(root / "1", sha)


def test_mirror_outside_its_folder_is_a_mistake_of_ours(
    git_server: MoodyGitServer, root: Path, settings: GitSettings
) -> None:
    with pytest.raises(ValueError, match="inside the folder"):
        mirror(git_server.url("team.git"), root / ".." / "elsewhere", settings)


def test_overview_hostile_authors_come_back_bounded_and_clean(
    git_server: MoodyGitServer, root: Path, settings: GitSettings
) -> None:
    bare = git_server.root / "evil.git"
    make_repository(bare)
    tree = git(bare, "hash-object", "-w", "-t", "tree", "--stdin")
    head = f"tree {tree}\nauthor {'E' * 5000} \x1b[31m\u202eevil <a@b\x07> 4102444800 +0000\n".encode()
    rest = b"committer \xff\xfe <c@d> 1 -1200\nencoding bogus-9\n\n<b>\x1b]0;hi\x07\xffsubject " + b"s" * 5000 + b"\n"
    sha = git(bare, "hash-object", "-w", "-t", "commit", "--stdin", "--literally", stdin=head + rest)
    git(bare, "update-ref", "refs/heads/main", sha)

    mirror(git_server.url("evil.git"), root / "1", settings)

    found = read_overview(root / "1").head_commit
    assert found == Commit(
        sha,
        "E" * 200,
        "a@b",
        datetime(2100, 1, 1, tzinfo=UTC),
        datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
        f"<b> ]0;hi \ufffdsubject {'s' * 300}"[:300],
    )


def test_text_file_is_fetched_alone_and_the_mirror_does_not_grow(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    sha = commit_and_push(hosted, {"readme.MD": "# Hello\0 w\u00f6rld", "b": "2"}, "One")
    mirror(git_server.url("team.git"), root / "1", settings)
    before = disk_use(root / "1")

    found = read_text_file(git_server.url("team.git"), root / "1", sha, settings=settings)

    assert found == TextFile("readme.MD", "# Hello w\u00f6rld")
    assert disk_use(root / "1") == before
    assert sorted(path.name for path in root.iterdir()) == ["1", "1.lock"]


def test_text_file_over_the_limit_has_a_name_and_no_text(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    bomb, noise = "0" * 5_000_000, os.urandom(2_000_000).hex()
    sha = commit_and_push(hosted, {"README.md": bomb, "NOTES": noise}, "One")
    mirror(git_server.url("team.git"), root / "1", settings)

    found = [
        read_text_file(git_server.url("team.git"), root / "1", sha, settings=settings, names=(name,))
        for name in ("README.md", "NOTES")
    ]

    assert found == [TextFile("README.md", None), TextFile("NOTES", None)]


def test_text_file_that_is_a_link_or_folder_is_not_read(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    (hosted / "README.md").symlink_to("/etc/passwd")
    (hosted / "README").mkdir()
    sha = commit_and_push(hosted, {"README/x": "1"}, "One")
    mirror(git_server.url("team.git"), root / "1", settings)

    assert read_text_file(git_server.url("team.git"), root / "1", sha, settings=settings) is None


def test_text_file_of_an_unknown_commit_is_gone(
    git_server: MoodyGitServer, hosted: Path, root: Path, settings: GitSettings
) -> None:
    mirror(git_server.url("team.git"), root / "1", settings)

    with pytest.raises(CommitGone):
        read_text_file(git_server.url("team.git"), root / "1", "1" * 40, settings=settings)
