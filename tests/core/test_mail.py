"""Mail: written once, its secret forgotten, sent once to a server that answers, kept for one that does not."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.jobs import Job, JobContext, RetryLater, run_job
from hackathon.core.mail import SEND, Letter, Mail, greet_server, post, post_all, send
from hackathon.core.work import Work
from tests.servers.smtp import MailServer
from tests.servers.web import Authority

Working = Callable[[Actor], AbstractContextManager[Work]]


@pytest.fixture
def mail_id(session: Session, working: Working) -> int:
    """Give a mail that waits to be sent."""
    session.info["sends_mail"] = True
    with working(system("tests")) as work:
        mail = post(
            work,
            key="link-1",
            to="ada@example.org",
            subject="Your\r\nBcc: eve@example.org  link",
            body="Open {secret} — today.",
            secret="https://hub/x",
        )
        assert mail
        return mail.id


@pytest.fixture
def context(jobs: JobContext, mail_server: MailServer) -> JobContext:
    """Give a context whose mail server is the test's."""
    return replace(jobs, settings=replace(jobs.settings, smtp_url=mail_server.url))


def test_post_of_the_same_key_twice_writes_one_mail(session: Session, working: Working, mail_id: int) -> None:
    with working(system("tests")) as work:
        again = post(work, key="link-1", to="ada@example.org", subject="again", body="again")

    assert again is None
    assert list(session.scalars(select(Mail.id))) == [mail_id]
    assert [(job.name, job.subject_id) for job in session.scalars(select(Job))] == [(SEND, mail_id)]


def test_post_without_a_server_keeps_the_mail_and_asks_for_no_job(session: Session, working: Working) -> None:
    with working(system("tests")) as work:
        post(work, key="link-2", to="ada@example.org", subject="Hello", body="Hello")

    assert session.scalar(select(func.count(Mail.id))) == 1
    assert session.scalar(select(func.count(Job.id))) == 0


def test_post_all_writes_what_was_not_written_and_asks_for_a_job_each(
    session: Session, working: Working, mail_id: int
) -> None:
    letters = [Letter(key, "jo@example.org", f"To\n{key}", "Hello") for key in ("link-1", "link-2", "link-3")]

    with working(system("tests")) as work:
        counts = [post_all(work, letters), post_all(work, letters), post_all(work, [])]

    assert counts == [2, 0, 0]
    kept = session.execute(select(Mail.key, Mail.to, Mail.subject).where(Mail.id != mail_id).order_by(Mail.id)).all()
    assert kept == [(key, "jo@example.org", f"To {key}") for key in ("link-2", "link-3")]
    jobs = session.execute(select(Job.name, Job.subject_id).order_by(Job.subject_id)).all()
    assert jobs == [(SEND, found) for found in session.scalars(select(Mail.id).order_by(Mail.id))]


def test_text_shows_its_secret_to_the_addressee_only(session: Session, mail_id: int) -> None:
    mail = session.get_one(Mail, mail_id)

    assert [mail.text(reveal=True), mail.text(reveal=False)] == ["Open https://hub/x — today.", "Open ••• — today."]


def test_send_hands_over_one_mail_once_and_forgets_its_secret(
    session: Session, context: JobContext, mail_server: MailServer, mail_id: int
) -> None:
    for _time in range(2):
        send(context, mail_id)

    [mail] = mail_server.box.taken
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "Your Bcc: eve@example.org link")
    assert mail["Bcc"] is None
    assert mail["Message-ID"] == f"<{mail_id}.20261124120000@127.0.0.1>"
    assert mail.get_payload(decode=True) == "Open https://hub/x — today.\r\n".encode()
    session.expire_all()
    kept = session.get_one(Mail, mail_id)
    assert (kept.secret, kept.sent_at, kept.text(reveal=True)) == (None, context.clock(), "Open ••• — today.")


@pytest.mark.parametrize("answer", ["451 come back later", "554 never"])
def test_send_to_a_server_that_refuses_is_tried_again(
    session: Session, context: JobContext, mail_server: MailServer, mail_id: int, answer: str
) -> None:
    mail_server.box.answer = answer

    with pytest.raises(RetryLater, match="the mail server did not take it: "):
        send(context, mail_id)

    mail_server.box.answer = None
    send(context, mail_id)
    assert len(mail_server.ids()) == 1


def test_send_to_a_server_that_is_away_leaves_the_job_waiting(
    session: Session, context: JobContext, mail_server: MailServer, mail_id: int
) -> None:
    mail_server.down()

    run_job(context, session.scalars(select(Job.id)).one())

    session.expire_all()
    [job] = session.scalars(select(Job))
    assert str(job.error).startswith("the mail server did not take it: ")
    assert "https://hub/x" not in str(job.error)
    assert (job.done_at, job.failed_at, session.get_one(Mail, mail_id).sent_at) == (None, None, None)


def test_send_to_a_server_that_took_it_and_spoiled_its_goodbye_is_done(
    session: Session, context: JobContext, mail_server: MailServer, mail_id: int
) -> None:
    mail_server.box.goodbye = "421 shutting down"

    send(context, mail_id)

    session.expire_all()
    assert session.get_one(Mail, mail_id).sent_at is not None


def test_send_of_a_mail_that_is_gone_does_nothing(context: JobContext, mail_server: MailServer) -> None:
    send(context, 4711)

    assert mail_server.ids() == []


@pytest.fixture(params=["smtp", "smtps"])
def encrypted(request: pytest.FixtureRequest, authority: Authority) -> Iterator[MailServer]:
    """Give a mail server that takes no mail in the clear."""
    server = MailServer(request.param, authority.certificate("127.0.0.1"))
    server.up()
    yield server
    server.down()


def at(server: MailServer, context: JobContext, bundle: Path | None = None) -> JobContext:
    """Give the context with the address of a server where one signs in, asking for TLS in the way of its scheme."""
    url = server.url.replace("://", "://hub:s%40cret@") + ("?starttls" if server.url.startswith("smtp:") else "")
    return replace(context, settings=replace(context.settings, smtp_url=url, ca_bundle=bundle))


def test_send_with_tls_signs_in_and_hands_over_the_mail(
    context: JobContext, encrypted: MailServer, authority: Authority, mail_id: int
) -> None:
    told = at(encrypted, context, authority.bundle)

    greet_server(told.settings)
    send(told, mail_id)

    assert [mail["To"] for mail in encrypted.box.taken] == ["ada@example.org"]
    assert encrypted.box.signed_in == [(b"hub", b"s@cret")] * 2


def test_send_with_tls_to_a_server_that_nobody_vouches_for_gives_it_neither_the_mail_nor_the_password(
    context: JobContext, encrypted: MailServer, mail_id: int
) -> None:
    with pytest.raises(RetryLater, match="certificate verify failed"):
        send(at(encrypted, context), mail_id)

    assert (encrypted.box.taken, encrypted.box.signed_in) == ([], [])


def test_send_with_tls_to_a_server_that_offers_none_says_nothing_in_the_clear(
    context: JobContext, mail_server: MailServer, authority: Authority, mail_id: int
) -> None:
    with pytest.raises(RetryLater, match="STARTTLS"):
        send(at(mail_server, context, authority.bundle), mail_id)

    assert (mail_server.box.taken, mail_server.box.signed_in) == ([], [])
