"""Mail: a row in the same commit as its reason; sent by a job where a server is set, else kept for an admin to read."""

import contextlib
import smtplib
import ssl
from collections.abc import Collection
from datetime import datetime
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sqlalchemy import String, Text, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.actors import system
from hackathon.core.config import Settings
from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.jobs import JobContext, RetryLater
from hackathon.core.privacy import Personal
from hackathon.core.work import Work, unit_of_work

SEND = "core.mail.send"
MASK = "•••"
CONNECT_TIMEOUT = 20
ANSWER_TIMEOUT = 300
"""Seconds; generous, since a server that takes a mail and is not waited for gets it twice (RFC 5321, 4.5.3.2)."""


class Mail(Base):
    """One mail to one address. `secret` stands in the text as `{secret}` and is forgotten once the mail left."""

    __tablename__ = "mails"
    __personal__ = Personal(
        what=lazy("Mails that this platform wrote to your address."),
        why=lazy("So that each is sent once, and an administrator can see what was not delivered."),
        keep=lazy("Their text for 90 days, their date as long as you have an account."),
        address="to",
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(Text)
    written_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    def text(self, *, reveal: bool) -> str:
        """Return the text, its secret masked unless it is revealed to the addressee."""
        return self.body.replace("{secret}", (self.secret or MASK) if reveal else MASK)


class Letter(NamedTuple):
    """One mail to be written; its key makes writing it twice harmless."""

    key: str
    to: str
    subject: str
    body: str


def post(work: Work, *, key: str, to: str, subject: str, body: str, secret: str | None = None) -> Mail | None:
    """Write a mail in this commit; None when one with this key was written before, so that repeating is harmless."""
    if work.session.scalar(select(Mail.id).where(Mail.key == key)):
        return None
    mail = work.add(Mail(key=key, to=to, subject=_one_line(subject), body=body, secret=secret, written_at=work.now))
    if work.session.info.get("sends_mail"):
        work.request_job(SEND, mail.id)
    return mail


def post_all(work: Work, letters: Collection[Letter]) -> int:
    """Write those letters whose keys were not written before, in as many queries for one as for hundreds."""
    keys = [letter.key for letter in letters]
    written = set(work.session.scalars(select(Mail.key).where(Mail.key.in_(keys)))) if keys else set()
    rows = [
        letter._asdict() | {"subject": _one_line(letter.subject), "written_at": work.now}
        for letter in letters
        if letter.key not in written
    ]
    if rows:
        ids = work.session.scalars(insert(Mail).returning(Mail.id), rows).all()
        if work.session.info.get("sends_mail"):
            work.request_new_jobs(SEND, ids)
    return len(rows)


def send(context: JobContext, mail_id: int) -> None:
    """Hand one mail to the server, unless it left already; its Message-ID stays the same over every attempt."""
    mail = context.session.get(Mail, mail_id)
    if mail is None or mail.sent_at is not None:
        return
    message = _message(mail, context.settings)
    context.session.rollback()
    _deliver(message, context.settings)
    with unit_of_work(context.session, system(SEND), context.clock()) as work:
        sent = work.lock(Mail, mail_id)
        sent.sent_at, sent.secret = work.now, None


def greet_server(settings: Settings) -> None:
    """Sign in at the mail server and leave; raise what goes wrong."""
    address = urlsplit(settings.smtp_url or "")
    trusted = ssl.create_default_context(cafile=settings.ca_bundle)
    with contextlib.closing(_connected(address, trusted)) as server:
        _introduce(server, address, trusted)
        server.noop()


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]


def _message(mail: Mail, settings: Settings) -> EmailMessage:
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.id}.{mail.written_at:%Y%m%d%H%M%S}@{urlsplit(settings.public_url).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text(reveal=True))
    return message


def _deliver(message: EmailMessage, settings: Settings) -> None:
    address = urlsplit(settings.smtp_url or "")
    trusted = ssl.create_default_context(cafile=settings.ca_bundle)
    try:
        with contextlib.closing(_connected(address, trusted)) as server:
            _introduce(server, address, trusted)
            server.send_message(message)
            # The mail is with the server now: whatever it answers to a goodbye must not send it again.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.quit()
    except (OSError, smtplib.SMTPException) as trouble:
        raise RetryLater(f"the mail server did not take it: {trouble}") from trouble


def _connected(address: SplitResult, trusted: ssl.SSLContext) -> smtplib.SMTP:
    host, port = address.hostname or "", address.port or 0
    if address.scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=CONNECT_TIMEOUT, context=trusted)
    return smtplib.SMTP(host, port, timeout=CONNECT_TIMEOUT)


def _introduce(server: smtplib.SMTP, address: SplitResult, trusted: ssl.SSLContext) -> None:
    if server.sock is not None:
        server.sock.settimeout(ANSWER_TIMEOUT)
    if address.scheme == "smtp" and "starttls" in parse_qs(address.query, keep_blank_values=True):
        server.starttls(context=trusted)
    if address.username:
        server.login(unquote(address.username), unquote(address.password or ""))
