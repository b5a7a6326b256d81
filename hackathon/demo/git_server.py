"""A read-only git server over smart HTTP, for the demo's own repositories and for tests."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfileobj
from threading import Thread
from typing import IO, Any
from urllib.parse import unquote

_CONFIG = {"uploadpack.allowFilter": "true", "http.receivepack": "false", "safe.directory": "*"}


class GitRequest(BaseHTTPRequestHandler):
    """One request, answered by the `git http-backend` program through CGI (RFC 3875)."""

    server: "GitHttpServer"
    timeout = 60

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        """Let git answer; a client that leaves ends the program it was waiting for."""
        with subprocess.Popen(
            ["git", "http-backend"],  # noqa: S607 - whichever git the platform itself uses
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as backend:
            try:
                self._converse(backend)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                backend.kill()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in the standard library
        """Stay silent: the demo prints one address, not its traffic."""

    def _converse(self, backend: subprocess.Popen[bytes]) -> None:
        if not backend.stdin or not backend.stdout:
            raise BrokenPipeError
        for piece in self._body():
            backend.stdin.write(piece)
        backend.stdin.close()
        self._send_headers(backend.stdout)
        copyfileobj(backend.stdout, self.wfile)

    def _body(self) -> Iterator[bytes]:
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                yield self.rfile.read(size)
                self.rfile.readline()
        else:
            yield self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def _send_headers(self, answer: IO[bytes]) -> None:
        lines = iter(lambda: answer.readline().strip().decode("latin-1"), "")
        headers = dict(line.split(": ", 1) for line in lines)
        default = HTTPStatus.OK if headers else HTTPStatus.INTERNAL_SERVER_ERROR
        self.send_response(int(headers.pop("Status", str(default.value)).split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _environment(self) -> dict[str, str]:
        path, _, query = self.path.partition("?")
        return _git_environment() | {
            "GIT_PROJECT_ROOT": str(self.server.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": unquote(path),
            "QUERY_STRING": query,
            "REMOTE_ADDR": self.client_address[0],
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": self.headers.get("Content-Length", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }


class GitHttpServer(ThreadingHTTPServer):
    """Serves every bare repository below a folder; port 0 picks a free port."""

    daemon_threads = True

    def __init__(self, root: Path, host: str = "127.0.0.1", port: int = 0, request: Any = GitRequest) -> None:
        super().__init__((host, port), request)
        self.root = root.resolve()

    @property
    def origin(self) -> str:
        """The exact origin to allow in the rules for outbound requests."""
        return f"http://{self.server_address[0]!s}:{self.server_port}"

    def url(self, name: str) -> str:
        return f"{self.origin}/{name}"

    @contextmanager
    def running(self) -> Iterator["GitHttpServer"]:
        """Serve inside the block, from a thread."""
        thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            thread.join()


def _git_environment() -> dict[str, str]:
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": "/nonexistent",
        "GIT_CONFIG_NOSYSTEM": "1",
    }
    for number, (key, value) in enumerate(_CONFIG.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return environment | {"GIT_CONFIG_COUNT": str(len(_CONFIG)), "GIT_CONFIG_GLOBAL": os.devnull}
