"""Telling people things, once."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.decisions import Missing
from hackathon.core.jobs import Job
from hackathon.core.mail import Mail
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.commands import notify, read_all, read_notice
from hackathon.people.inbox.models import Notice
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.queries import QueryCounter

Working = Callable[..., AbstractContextManager[Work]]
PLATFORM = system("tests")


def tell(working: Working, *accounts: Account, key: str = "teams.joined:7") -> None:
    with working(PLATFORM) as work:
        notify(
            work,
            [account.id for account in accounts],
            key=key,
            subject="Jo joined Night Owls",
            text="Say hello.",
            path="/events/spring/teams/7",
        )


def test_notify_puts_a_notice_into_each_inbox_and_mails_with_the_address(session: Session, working: Working) -> None:
    jo, amy = make_account(session, "Jo", email="jo@example.org"), make_account(session, "Amy", email="a@example.org")
    session.info["public_url"] = "https://hub.example.org"

    tell(working, jo, amy)

    notices = session.scalars(select(Notice).order_by(Notice.account_id)).all()
    assert [(n.account_id, n.key, n.subject, n.text, n.path, n.at, n.read_at) for n in notices] == [
        (who.id, f"teams.joined:7:{who.id}", "Jo joined Night Owls", "Say hello.", "/events/spring/teams/7", NOON, None)
        for who in (jo, amy)
    ]
    assert {(m.to, m.subject, m.body) for m in session.scalars(select(Mail))} == {
        (to, "Jo joined Night Owls", "Say hello.\n\nhttps://hub.example.org/events/spring/teams/7")
        for to in ("jo@example.org", "a@example.org")
    }


def test_notify_twice_under_one_key_tells_once_and_reaches_who_came_later(session: Session, working: Working) -> None:
    jo, amy = make_account(session, "Jo"), make_account(session, "Amy")

    tell(working, jo)
    tell(working, jo, amy, jo)
    tell(working, jo, key="teams.joined:8")

    assert sorted(session.scalars(select(Notice.account_id))) == sorted([jo.id, jo.id, amy.id])
    assert len(session.scalars(select(Mail.id)).all()) == 3


def test_notify_mails_only_who_wants_mail(session: Session, working: Working) -> None:
    quiet = make_account(session, "Quiet", profile={"wants_mail": False})

    tell(working, quiet)

    assert len(session.scalars(select(Notice)).all()) == 1
    assert session.scalars(select(Mail)).all() == []


def test_notify_tells_somebody_without_a_profile(session: Session, working: Working) -> None:
    new = Account(email="new@example.org", display_name="New", created_at=NOON)
    session.add(new)
    session.commit()

    tell(working, new)

    assert session.scalars(select(Mail.to)).all() == ["new@example.org"]


def test_notify_with_a_long_subject_of_two_lines_keeps_one_line_that_fits(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo")

    with working(PLATFORM) as work:
        notify(work, [jo.id], key="k", subject="A name\n" + "x" * 300, text="t", path="/")

    kept = "A name " + "x" * 193
    assert (session.scalars(select(Notice.subject)).one(), session.scalars(select(Mail.subject)).one()) == (kept, kept)


def test_notify_tells_nobody_who_left_or_never_was(session: Session, working: Working) -> None:
    gone = make_account(session, "Gone", state="DEACTIVATED")

    with working(PLATFORM) as work:
        notify(work, [gone.id, 999_999], key="k", subject="s", text="t", path="/")

    assert session.scalars(select(Notice)).all() == []


def test_notify_asks_as_many_queries_for_one_person_as_for_two_hundred(
    session: Session, working: Working, queries: QueryCounter
) -> None:
    session.info["sends_mail"] = True
    ids = [make_account(session).id for _number in range(200)]

    with working(PLATFORM) as work, queries() as for_one:
        notify(work, ids[:1], key="a", subject="s", text="t", path="/")
    with working(PLATFORM) as work, queries() as for_all:
        notify(work, ids, key="b", subject="s", text="t", path="/")

    assert (len(for_one), len(for_all)) == (5, 5)
    assert [session.scalar(select(func.count()).select_from(each)) for each in (Notice, Mail, Job)] == [201] * 3


def test_read_notice_keeps_when_it_was_first_read(session: Session, working: Working, clock: StandingClock) -> None:
    jo = make_account(session, "Jo")
    tell(working, jo)
    notice = session.scalars(select(Notice)).one()

    for _time in range(2):
        with working(jo) as work:
            read_notice(work, notice.id)
        clock.advance(hours=1)

    session.refresh(notice)
    assert notice.read_at == NOON


def test_read_notice_of_somebody_else_is_as_if_it_were_not_there(session: Session, working: Working) -> None:
    jo, eve = make_account(session, "Jo"), make_account(session, "Eve", "admin")
    tell(working, jo)
    notice = session.scalars(select(Notice)).one()

    with pytest.raises(Missing), working(eve) as work:
        read_notice(work, notice.id)

    session.refresh(notice)
    assert notice.read_at is None


def test_read_all_reads_only_ones_own(session: Session, working: Working) -> None:
    jo, amy = make_account(session, "Jo"), make_account(session, "Amy")
    tell(working, jo, amy)

    with working(jo) as work:
        read_all(work)

    session.expire_all()
    assert {n.account_id: n.read_at for n in session.scalars(select(Notice))} == {jo.id: NOON, amy.id: None}
