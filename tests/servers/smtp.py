"""A real mail server on loopback, with TLS or without, that can go away, come back and refuse, and remembers."""

import ssl
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.running.programs import free_port


class Letterbox:
    """Takes mails; while `answer` is set it gives that instead."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.signed_in: list[LoginPassword] = []
        self.answer: str | None = None
        self.goodbye: str | None = None

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Answer the end of a mail."""
        if self.answer:
            return self.answer
        self.taken.append(message_from_bytes(envelope.original_content or b"", policy=default))
        return "250 taken"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, told: LoginPassword
    ) -> AuthResult:
        """Believe whoever signs in."""
        self.signed_in.append(told)
        return AuthResult(success=True)

    async def handle_QUIT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, _envelope: Envelope
    ) -> str:
        """Answer a goodbye."""
        return self.goodbye or "221 bye"


class MailServer:
    """A server on one port of loopback, up or down.

    With a certificate it speaks TLS: as `smtps` from the first byte, as `smtp` once it is asked to, and nothing before.
    """

    def __init__(self, scheme: str = "smtp", certificate: Path | None = None) -> None:
        self.box = Letterbox()
        self.port = free_port()
        self.url = f"{scheme}://127.0.0.1:{self.port}"
        self._options = _encryption(scheme, certificate) if certificate else {}
        self._controller: Controller | None = None

    def up(self) -> None:
        """Begin to listen."""
        if self._controller is None:
            self._controller = Controller(
                self.box,
                hostname="127.0.0.1",
                port=self.port,
                authenticator=self.box.authenticate,
                **self._options,
            )
            self._controller.start()

    def down(self) -> None:
        """Stop listening; mails half said are lost, as they would be."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def ids(self) -> list[str]:
        """List the Message-IDs of what was taken, in the order of arrival."""
        return [str(mail["Message-ID"]) for mail in self.box.taken]


def _encryption(scheme: str, certificate: Path) -> dict[str, Any]:
    trusted = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trusted.load_cert_chain(certificate)
    if scheme == "smtps":
        # The library counts only TLS that began with STARTTLS.
        return {"ssl_context": trusted, "auth_require_tls": False}
    return {"tls_context": trusted, "require_starttls": True}


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """Give a mail server that is up."""
    server = MailServer()
    server.up()
    yield server
    server.down()
