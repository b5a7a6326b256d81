"""The only door to the git program: a closed environment, one pinned address, an end to excess."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from git import Repo
from sqlalchemy.orm import Session

from hackathon.core.checks import Unwell
from hackathon.core.config import Settings
from hackathon.core.outbound import (
    HostUnknown,
    Origin,
    OutboundRefused,
    OutboundRules,
    Pinned,
    Resolve,
    admit,
    resolve_host,
)
from hackathon.core.secrets import SecretLost
from hackathon.projects.git.rules import (
    FOLDER,
    RETRYABLE,
    CommitGone,
    GitRefused,
    HostToken,
    HostUnreachable,
    Reason,
    clone_url,
)

OLDEST_GIT = (2, 37)
"""The first that can be pinned to an address: http.curloptResolve."""
ABANDONED_SECONDS = 24 * 60 * 60
OFFLINE_SECONDS = 120
PAUSE_SECONDS = 0.05
OUTPUT_LIMIT = 16 * 1024 * 1024
STALL_SECONDS = 20
BRANCHES_AND_TAGS = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")

_MOMENT = ".moment-"
_GIT = shutil.which("git") or "git"
_CLOSED = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "/bin/false",
    "SSH_ASKPASS": "/bin/false",
    "GIT_SSH_COMMAND": "/bin/false",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "HOME": "/nonexistent",
    "LC_ALL": "C",
}
_CAUTIOUS = {
    "protocol.allow": "never",
    "http.followRedirects": "false",
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "core.bigFileThreshold": "16m",  # larger files are streamed: a tiny pack cannot fill the memory
    "credential.helper": "",
    "transfer.fsckObjects": "true",
    "fetch.recurseSubmodules": "false",
    "fetch.unpackLimit": "1",  # one pack instead of thousands of files
    "gc.auto": "0",
    "maintenance.auto": "false",
}
# What git and curl write when a server refuses, the most telling first.
_SIGNS = (
    (re.compile(r"returned error: 30\d"), Reason.REDIRECTED),
    (
        re.compile(r"returned error: 40[137]|could not read Username|Authentication failed"),
        Reason.LOGIN_NEEDED,
    ),
    (re.compile(r"returned error: 4(04|10)|repository '.*' not found"), Reason.NOT_FOUND),
    (re.compile(r"certificate"), Reason.CERTIFICATE),
    (re.compile(r"fsck|bad object|did not receive expected object|inflate|pack has bad"), Reason.UNSOUND),
    (re.compile(r"not our ref|unadvertised object|couldn't find remote ref"), Reason.COMMIT_GONE),
    (
        re.compile(r"is this a git repository|dumb http|protocol error|bad line length"),
        Reason.NOT_A_REPOSITORY,
    ),
    (re.compile(r"too slow|timed out"), Reason.TOO_SLOW),
    (
        re.compile(r"unable to access|RPC failed|early EOF|disconnect|hung up|returned error"),
        Reason.HOST_DOWN,
    ),
)


class GitFailed(Exception):  # noqa: N818 - git's own answer, often an expected one
    """Git ended with an error; holds what it wrote."""


TokenFor = Callable[[Origin], HostToken | None]


def no_token(_origin: Origin) -> HostToken | None:
    """Come to every host as a stranger."""
    return None


@dataclass(frozen=True)
class GitSettings:
    """Where repositories are kept, what may be reached and with which tokens, and how much one may take."""

    root: Path
    rules: OutboundRules
    size_limit_bytes: int
    timeout_seconds: float
    resolve: Resolve = resolve_host
    token_for: TokenFor = field(default=no_token, repr=False)


@dataclass(frozen=True)
class Limits:
    """When a run is ended: after this time, or when the folder takes more than this."""

    seconds: float = OFFLINE_SECONDS
    folder: Path | None = None
    folder_bytes: int = 0


@dataclass(frozen=True)
class Remote:
    """Somebody else's repository at an address that was checked once and is pinned from then on."""

    environment: Mapping[str, str] = field(repr=False)
    settings: GitSettings
    has_token: bool

    @classmethod
    def at(cls, url: str, settings: GitSettings) -> "Remote":
        """Check the address; nothing is asked of the network but its name."""
        try:
            pinned = admit(clone_url(url), settings.rules, resolve=settings.resolve)
        except HostUnknown as unknown:
            raise HostUnreachable(Reason.HOST_DOWN, unknown.sentence) from unknown
        except OutboundRefused as refused:
            raise GitRefused(Reason.ADDRESS, refused.sentence) from refused
        token = _token(pinned.origin, settings)
        return cls(_online(url, pinned, settings, token), settings, has_token=token is not None)

    def fetch(self, directory: Path, *arguments: str, size_limit_bytes: int | None = None) -> None:
        """Fetch exactly what is named, and nothing else on the way."""
        quietly = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head")
        options = [each for each in arguments if each.startswith("--")]
        wanted = [each for each in arguments if not each.startswith("--")]
        self.run(directory, *quietly, *options, "origin", *wanted, size_limit_bytes=size_limit_bytes)

    def run(self, directory: Path, *arguments: str, size_limit_bytes: int | None = None) -> bytes:
        """Run git in the directory with this repository as `origin`, ended when time or disk run out."""
        allowed = self.settings.size_limit_bytes if size_limit_bytes is None else size_limit_bytes
        limits = Limits(self.settings.timeout_seconds, directory, allowed)
        try:
            return _run(directory, arguments, self.environment, limits)
        except GitFailed as failed:
            reason = _reason_for(str(failed))
            if reason is Reason.LOGIN_NEEDED and self.has_token:
                reason = Reason.NOT_ADMITTED
            raise _refusal(reason) from failed


def git_settings(settings: Settings) -> GitSettings:
    """Read what an installation chose about git; the demo also reaches its own server."""
    demo = {settings.demo_git_origin} if settings.has_demo else set()
    rules = OutboundRules(
        allowed_origins=settings.git_allowed_origins | demo,
        allowed_hosts=settings.git_allowed_hosts,
        proxy=settings.proxy,
        ca_bundle=settings.ca_bundle,
    )
    root = settings.data_dir / FOLDER
    return GitSettings(root, rules, settings.git_size_limit, settings.git_timeout)


def check_program(_settings: Settings, _session: Session) -> str:
    """Ask git for its version, for the doctor."""
    try:
        said = subprocess.run([_GIT, "version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    except (OSError, subprocess.CalledProcessError):
        raise Unwell("There is no git program. Install git.") from None
    found = re.search(r"(\d+)\.(\d+)[\d.]*", said)
    if not found or (int(found[1]), int(found[2])) < OLDEST_GIT:
        raise Unwell(f"{said.strip()} is too old: 2.37 or newer is needed.")
    return f"version {found[0]}"


def run_offline(
    directory: Path,
    *arguments: str,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
    limits: Limits = Limits(),
) -> bytes:
    """Run git in the directory without any network, raising `GitFailed`."""
    return _run(directory, arguments, _offline() | dict(environment or {}), limits, stdin)


@contextmanager
def opened(directory: Path) -> Iterator[Repo]:
    """Open a repository for reading; an object that is not there is never fetched."""
    with Repo(directory) as repo:
        repo.git.update_environment(**_offline())
        yield repo


def has_commit(directory: Path, sha: str) -> bool:
    """Say whether this very commit, with nothing fetched for it, is in the repository."""
    try:
        return run_offline(directory, "cat-file", "-t", require_sha(sha)) == b"commit\n"
    except GitFailed:
        return False


def require_sha(text: str) -> str:
    """Return a full object name, refusing anything that git could take for an option or a name."""
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", text):
        raise ValueError("a full object name is needed")
    return text


def create_bare(directory: Path) -> None:
    """Make an empty repository without hooks or templates."""
    directory.mkdir(parents=True, exist_ok=True)
    run_offline(directory, "init", "--quiet", "--bare", "--template=", "--initial-branch=main", ".")


@contextmanager
def bare_for_a_moment(root: Path) -> Iterator[Path]:
    """Offer an empty repository that is gone afterwards, whatever happens."""
    root.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(root)
    with TemporaryDirectory(dir=root, prefix=_MOMENT, ignore_cleanup_errors=True) as folder:
        directory = Path(folder, "repository")
        create_bare(directory)
        yield directory


@contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Keep a repository to ourselves, across processes, or raise at once that it is busy."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    with directory.with_name(f"{directory.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HostUnreachable(Reason.BUSY) from None
        yield


def _clear_abandoned(root: Path) -> None:
    """Remove what a killed process could not."""
    long_ago = time.time() - ABANDONED_SECONDS
    for folder in root.glob(f"{_MOMENT}*"):
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < long_ago:
                shutil.rmtree(folder, ignore_errors=True)


def _token(origin: Origin, settings: GitSettings) -> HostToken | None:
    try:
        return settings.token_for(origin)
    except SecretLost as lost:
        raise GitRefused(Reason.KEY_CHANGED) from lost


def _online(url: str, pinned: Pinned, settings: GitSettings, token: HostToken | None) -> dict[str, str]:
    """Give git one protocol and one address; a URL or a token in the environment is seen by nobody else."""
    config = {
        f"protocol.{pinned.origin.scheme}.allow": "always",
        "remote.origin.url": url,
        "http.proxy": pinned.proxy or "",
        "http.lowSpeedLimit": "1000",
        "http.lowSpeedTime": str(STALL_SECONDS),
    }
    if pinned.addresses:
        config["http.curloptResolve"] = f"{pinned.origin.host}:{pinned.origin.port}:{','.join(pinned.addresses)}"
    if settings.rules.ca_bundle:
        config["http.sslCAInfo"] = str(settings.rules.ca_bundle)
    if token:
        # For this origin alone, also when git should ever ask another.
        config[f"http.{pinned.origin}/.extraHeader"] = f"Authorization: {token.authorization()}"
    return _environment(pinned.origin.scheme, config)


def _offline() -> dict[str, str]:
    return _environment("none", {})


def _environment(protocol: str, config: Mapping[str, str]) -> dict[str, str]:
    pairs = enumerate((_CAUTIOUS | dict(config)).items())
    variables = {"PATH": os.environ.get("PATH", os.defpath), "GIT_ALLOW_PROTOCOL": protocol} | _CLOSED
    for number, (key, value) in pairs:
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return variables | {"GIT_CONFIG_COUNT": str(len(_CAUTIOUS | dict(config)))}


def _run(
    directory: Path,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    limits: Limits,
    stdin: bytes = b"",
) -> bytes:
    with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as complaints:
        given.write(stdin)
        given.seek(0)
        process = subprocess.Popen(  # noqa: S603 - our own arguments; what people typed is checked or in the environment
            [_GIT, "--git-dir=.", *arguments],
            cwd=directory,
            env=environment,
            stdin=given,
            stdout=out,
            stderr=complaints,
            process_group=0,
        )
        _watch(process, limits, (out, complaints))
        if process.returncode:
            raise GitFailed(_read(complaints).decode(errors="replace"))
        return _read(out)


def _watch(process: subprocess.Popen[bytes], limits: Limits, outputs: Sequence[IO[bytes]]) -> None:
    """Wait for git, and end it with all its children when it passes a limit or we are stopped ourselves.

    Neither git nor GitPython ends a hanging transfer: it is git's child that hangs.
    """
    ends_at = time.monotonic() + limits.seconds
    try:
        while process.poll() is None:
            _require_within(limits, ends_at, outputs)
            with suppress(subprocess.TimeoutExpired):
                process.wait(PAUSE_SECONDS)
        _require_within(limits, ends_at, outputs)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _require_within(limits: Limits, ends_at: float, outputs: Sequence[IO[bytes]]) -> None:
    if time.monotonic() > ends_at:
        raise _refusal(Reason.TOO_SLOW)
    if any(os.fstat(each.fileno()).st_size > OUTPUT_LIMIT for each in outputs):
        raise _refusal(Reason.TOO_LARGE)
    if limits.folder and disk_use(limits.folder) > limits.folder_bytes:
        raise _refusal(Reason.TOO_LARGE)


def disk_use(folder: Path) -> int:
    """Count the bytes a folder takes on disk, while somebody may be writing in it."""
    total = 0
    for parent, _folders, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += Path(parent, name).lstat().st_blocks * 512
    return total


def _read(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _reason_for(complaints: str) -> Reason:
    """Read the reason from what git wrote, leaving out addresses and the lines that the server dictated."""
    lines = (line for line in complaints.splitlines() if not line.startswith("remote:"))
    own = re.sub(r"'[^']*'", "''", "\n".join(lines))
    return next((reason for sign, reason in _SIGNS if sign.search(own)), Reason.FAILED)


def _refusal(reason: Reason) -> GitRefused:
    if reason is Reason.COMMIT_GONE:
        return CommitGone()
    return HostUnreachable(reason) if reason in RETRYABLE else GitRefused(reason)
