"""A real web server on loopback that remembers what it was asked and can misbehave, its certificate, and a proxy."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class _Visit(BaseHTTPRequestHandler):
    server: "WebServer"
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(self.command, self.path, headers, body))
        if self.server.silent:
            self.server.over.wait(30)
        elif self.server.drips:
            self._drip()
        else:
            self._say()

    do_GET = do_POST = answer  # noqa: N815 - the library's names

    def _say(self) -> None:
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def _drip(self) -> None:
        """Send an answer without an end, a byte at a time."""
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        while not self.server.over.wait(0.02):
            self.wfile.write(b".")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class WebServer(ThreadingHTTPServer):
    """Answers every request with what it is told to."""

    daemon_threads = True

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.asked: list[Asked] = []
        self.over = Event()
        self.status, self.body, self.headers = 200, b"hello", dict[str, str]()
        self.silent = self.drips = False
        self.scheme = "https" if certificate else "http"
        if certificate:
            trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            trusted.load_cert_chain(certificate)
            self.socket = trusted.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    @property
    def origin(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def handle_error(self, *_: object) -> None:
        """Say nothing about clients that leave."""


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """Serve inside the block."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        if isinstance(server, WebServer):
            server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Passage(BaseHTTPRequestHandler):
    server: "Proxy"

    def do_CONNECT(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Proxy-Authorization")))
        self.server.told.append({name.lower(): value for name, value in self.headers.items()})
        if self.server.refuses:
            self.send_error(403)
            return
        with socket.create_connection(("127.0.0.1", self.server.behind)) as inside:
            self.send_response(200)
            self.end_headers()
            back = Thread(target=_pump, args=(inside, self.connection), daemon=True)
            back.start()
            _pump(self.connection, inside)
            back.join()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Proxy(ThreadingHTTPServer):
    """A company's proxy: whatever name is asked for, it connects to one port of loopback."""

    daemon_threads = True

    def __init__(self, behind: int) -> None:
        super().__init__(("127.0.0.1", 0), _Passage)
        self.behind = behind
        self.refuses = False
        self.asked: list[tuple[str, str | None]] = []
        self.told: list[Mapping[str, str]] = []


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while some := source.recv(65536):
            target.sendall(some)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)


@dataclass(frozen=True)
class Authority:
    """A company's own certificate authority, made for one test run."""

    folder: Path
    lives: timedelta = timedelta(days=1)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def bundle(self) -> Path:
        """The file that makes programs trust what it signed."""
        path = self.folder / "ca.pem"
        if not path.exists():
            path.write_bytes(self._sign("Test CA", self.key.public_key(), is_authority=True))
        return path

    def certificate(self, name: str) -> Path:
        """Write a key and a certificate for one name."""
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self.folder / f"{name}.pem"
        path.write_bytes(private + self._sign(name, key.public_key(), is_authority=False))
        return path

    def _sign(self, name: str, key: ec.EllipticCurvePublicKey, *, is_authority: bool) -> bytes:
        now = datetime.now(UTC)
        own = self.key.public_key()
        known_as = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
        made = (
            x509.CertificateBuilder()
            .subject_name(_called(name))
            .issuer_name(_called("Test CA"))
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + self.lives)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own), critical=False)
        )
        if is_authority:
            made = made.add_extension(_MAY_SIGN, critical=True)
        else:
            made = made.add_extension(x509.SubjectAlternativeName([known_as]), critical=False)
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


_MAY_SIGN = x509.KeyUsage(
    key_cert_sign=True,
    crl_sign=True,
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    encipher_only=False,
    decipher_only=False,
)


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@pytest.fixture
def web_server() -> Iterator[WebServer]:
    """Give a web server without TLS."""
    server = WebServer()
    with serving(server):
        yield server


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Give a certificate authority."""
    return Authority(tmp_path_factory.mktemp("authority"))
