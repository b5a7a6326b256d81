"""An identity provider of our own that can lie: tests say what the next ID token holds and how it is signed."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from tests.servers.web import serving

CLIENT_ID, CLIENT_SECRET = "hub", "a shared secret of the tests that both sides know"


class Pretender(ThreadingHTTPServer):
    """Vouches for whoever a test names. `lies` overwrite claims of the ID token, None leaves one out."""

    daemon_threads = True

    def __init__(self, now: int) -> None:
        super().__init__(("127.0.0.1", 0), _Visit)
        self.now = now
        self.keys = {kid: _key(kid) for kid in ("first", "second")}
        self.published = ["first"]
        self.signs_with = "first"
        self.algorithm = "RS256"
        self.lies: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, Any]] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def vouch(self, way: str, **claims: Any) -> dict[str, str]:
        """Sign somebody in who came by this way, and return the answer that their browser brings back."""
        sent = dict(parse_qsl(urlsplit(way).query))
        code = f"code-{len(self._codes)}"
        self._codes[code] = {"sent": sent, "claims": claims}
        return {"code": code, "state": sent["state"], "iss": self.issuer}

    def says(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Answer one request."""
        self.asked.append(path)
        if path == "/token":
            return self._token(form)
        return 200, {"/keys": self._keys(), "/me": self.userinfo}.get(path, self._about())

    def _about(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/there",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        } | ({"userinfo_endpoint": f"{self.issuer}/me"} if self.userinfo else {})

    def _keys(self) -> dict[str, Any]:
        return {"keys": [self.keys[kid].as_dict(private=False) for kid in self.published]}

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        known = self._codes.pop(form["code"], None)
        proof = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if known is None or known["sent"]["code_challenge"] != proof or form["client_secret"] != CLIENT_SECRET:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": self._id_token(known)}

    def _id_token(self, known: dict[str, Any]) -> str:
        honest = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": known["sent"]["nonce"],
        }
        claims = {name: value for name, value in (honest | known["claims"] | self.lies).items() if value is not None}
        return signed(claims, self.algorithm, self.signs_with, self.keys[self.signs_with])


def signed(claims: dict[str, Any], algorithm: str, kid: str, key: RSAKey) -> str:
    """Sign claims, or pretend to: with nothing, with the secret that both sides know, or with a stranger's key."""
    header = {"alg": algorithm, "kid": kid}
    if algorithm == "none":
        return f"{_part(header)}.{_part(claims)}."
    if algorithm == "HS256":
        return jwt.encode(header, claims, OctKey.import_key(CLIENT_SECRET), algorithms=["HS256"])
    if algorithm == "broken":
        head, body, signature = signed(claims, "RS256", kid, key).split(".")
        changed = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))) | {"sub": "somebody-else"}
        return f"{head}.{_part(changed)}.{signature}"
    return jwt.encode(header, claims, key)


@contextmanager
def pretending(now: int) -> Iterator[Pretender]:
    """Serve a provider inside the block that lives at this second."""
    server = Pretender(now)
    with serving(server):
        yield server


class _Visit(BaseHTTPRequestHandler):
    server: Pretender

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        status, said = self.server.says(urlsplit(self.path).path, form)
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    do_GET = do_POST = answer  # noqa: N815 - the library's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@cache
def _key(kid: str) -> RSAKey:
    """Make a key once for all tests, since it takes its time."""
    return RSAKey.generate_key(2048, parameters={"kid": kid}, auto_kid=False)


def _part(value: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")
