"""A real smart-HTTP git server on loopback that can be told to misbehave, and repositories made for it."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_server
from ssl import PROTOCOL_TLS_SERVER, SSLContext, SSLSocket
from threading import Event, Thread
from typing import Any

from hackathon.core.outbound import OutboundRules
from hackathon.demo.git_server import GitHttpServer, GitRequest
from hackathon.projects.git.gateway import GitSettings

PROJECT_ROOT = Path(__file__).resolve().parents[2]
NOON = "2026-03-02T12:00:00+00:00"
AUTHOR = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
}


@dataclass
class Misbehaviour:
    """What the server does instead of answering, while a field is set."""

    status: int | None = None
    redirect_to: str | None = None
    silent: bool = False
    drips: bool = False
    speaks_old_protocol: bool = False
    wants: str | None = None
    """The Authorization header without which nobody gets an answer."""
    told: list[str | None] = field(default_factory=list)
    """The Authorization header of each request."""
    asked: list[str] = field(default_factory=list)
    on_request: Callable[[], None] = lambda: None
    over: Event = field(default_factory=Event)


class MoodyRequest(GitRequest):
    """A request answered as its server is told to."""

    server: "MoodyGitServer"

    def answer(self) -> None:
        mood = self.server.mood
        mood.asked.append(self.path)
        mood.on_request()
        mood.told.append(self.headers.get("Authorization"))
        if mood.silent:
            mood.over.wait(30)
        elif mood.drips:
            self._drip()
        elif mood.wants and self.headers.get("Authorization") != mood.wants:
            self._refuse(401)
        elif mood.redirect_to:
            self._refuse(302, mood.redirect_to)
        elif mood.status:
            self._refuse(mood.status)
        else:
            super().answer()

    def _environment(self) -> dict[str, str]:
        environment = super()._environment()
        return environment | {"GIT_PROTOCOL": ""} if self.server.mood.speaks_old_protocol else environment

    def _refuse(self, status: int, location: str = "") -> None:
        self.send_response(status)
        self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(b"<html>\na page for people\n</html>")

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-git-upload-pack-advertisement")
        self.end_headers()
        while not self.server.mood.over.wait(0.1):
            try:
                self.wfile.write(b"0")
            except OSError:
                return


class MoodyGitServer(GitHttpServer):
    """The product's git server, with moods."""

    def __init__(self, root: Path, *, certificate: Path | None = None) -> None:
        super().__init__(root, request=MoodyRequest)
        self.mood = Misbehaviour()
        self._scheme = "https" if certificate else "http"
        if certificate:
            trusted = SSLContext(PROTOCOL_TLS_SERVER)
            trusted.load_cert_chain(certificate)
            self.socket = trusted.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def origin(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Say nothing about clients that leave, as those do who do not trust us."""

    def shutdown_request(self, request: Any) -> None:
        """Say goodbye in TLS, so that the end of an answer is not taken for a cut."""
        if isinstance(request, SSLSocket):
            with suppress(OSError):
                request.unwrap()
        super().shutdown_request(request)

    def server_close(self) -> None:
        self.mood.over.set()
        super().server_close()

    def settings(self, root: Path, *, size_limit_bytes: int = 200_000_000, timeout_seconds: float = 30) -> GitSettings:
        """Allow this one loopback origin, as an installation would an intranet's."""
        rules = OutboundRules(allowed_origins=frozenset({self.origin}))
        return GitSettings(root, rules, size_limit_bytes, timeout_seconds)


class Trap:
    """A loopback listener where nobody may ever connect."""

    def __init__(self) -> None:
        self.visits = 0
        self._socket = create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.05)
        self.port: int = self._socket.getsockname()[1]
        self._over = Event()
        self._thread = Thread(target=self._wait, daemon=True)

    @contextmanager
    def set(self) -> Iterator["Trap"]:
        self._thread.start()
        try:
            yield self
        finally:
            time.sleep(0.1)  # let a visit that is on its way be counted
            self._over.set()
            self._thread.join()
            self._socket.close()

    def _wait(self) -> None:
        while not self._over.is_set():
            try:
                visitor, _ = self._socket.accept()
            except TimeoutError:
                continue
            self.visits += 1
            visitor.close()


def git(directory: Path, *arguments: str, stdin: bytes = b"", at: str = NOON) -> str:
    """Run git as a person on their own computer would."""
    environment = {
        **os.environ,
        **AUTHOR,
        "GIT_AUTHOR_DATE": at,
        "GIT_COMMITTER_DATE": at,
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    done = subprocess.run(
        ["git", *arguments], cwd=directory, env=environment, input=stdin, capture_output=True, check=True
    )
    return done.stdout.decode(errors="replace").strip()


def make_repository(directory: Path, *, branch: str = "main") -> Path:
    """Make an empty bare repository with a working folder beside it, and return the working folder."""
    work = directory.with_name(f"{directory.name}.work")
    for folder in (directory, work):
        folder.mkdir(parents=True)
    git(directory, "init", "-q", "--bare", f"--initial-branch={branch}")
    git(work, "init", "-q", f"--initial-branch={branch}")
    git(work, "remote", "add", "origin", str(directory))
    return work


def commit_and_push(work: Path, files: Mapping[str, str | bytes], subject: str, *, at: str = NOON) -> str:
    """Commit files in the working folder, push them by force, and return the commit."""
    for name, content in files.items():
        (work / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    git(work, "add", "-A")
    git(work, "commit", "-q", "--allow-empty", "-m", subject, at=at)
    git(work, "push", "-q", "--force", "origin", "HEAD")
    return git(work, "rev-parse", "HEAD")


def clone_of_this_project(directory: Path) -> Path | None:
    """Copy this project's own history; None where there is none (an unpacked archive)."""
    try:
        shallow = git(PROJECT_ROOT, "rev-parse", "--is-shallow-repository") == "true"
        git(PROJECT_ROOT, "clone", "-q", "--bare", "--no-local", str(PROJECT_ROOT), str(directory))
    except subprocess.CalledProcessError:
        return None
    return None if shallow else directory


def git_programs_for(server: GitHttpServer) -> list[str]:
    """List the git programs that are still talking to a server."""
    lines = [line.replace(b"\0", b" ").decode(errors="replace") for line in _command_lines()]
    return [line for line in lines if "git" in line and f":{server.server_port}/" in line]


def _command_lines() -> Iterator[bytes]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        # Any other program may end between being listed and being read.
        with suppress(FileNotFoundError, ProcessLookupError):
            yield path.read_bytes()
