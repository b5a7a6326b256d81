"""Accounts, roles, links and sessions, as commands."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, system
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.facts import Audience, FactRow
from hackathon.core.mail import Mail
from hackathon.core.work import Work
from hackathon.people.accounts import commands
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SignInLink
from hackathon.people.accounts.queries import Attempt, attempt_by_email, attempt_by_id
from hackathon.people.accounts.rules import hash_password, is_outdated, is_password, token_hash
from tests.clocks import StandingClock
from tests.factories import make_account

PASSWORD = "three quiet meters"
KEPT = hash_password(PASSWORD)
CLI = system("cli")
Working = Callable[..., AbstractContextManager[Work]]


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(FactRow.kind).order_by(FactRow.id)))


def token_of(path: str) -> str:
    return path.removeprefix(commands.LINK_PATH)


def test_create_account_keeps_the_address_plain_and_is_recorded(session: Session, working: Working) -> None:
    with working(CLI) as work:
        made = commands.create_account(work, " Ada@Example.org", "  Ada   Byron ")

    assert (made.email, made.display_name, made.state, made.password_hash, made.is_demo) == (
        "ada@example.org",
        "Ada Byron",
        AccountState.ACTIVE,
        None,
        False,
    )
    fact = session.scalars(select(FactRow)).one()
    assert (fact.kind, fact.stream_id, fact.audience) == ("people.accounts.created", made.id, Audience.ADMINS)


def test_create_account_with_a_taken_address_is_refused(session: Session, working: Working) -> None:
    make_account(session, email="ada@example.org")

    with pytest.raises(Conflict), working(CLI) as work:
        commands.create_account(work, "ADA@example.org", "Another Ada")

    assert kinds(session) == []


def test_create_account_by_somebody_who_is_no_administrator_is_refused(session: Session, working: Working) -> None:
    steward = make_account(session, "Sten", "steward")

    with pytest.raises(Denied), working(steward) as work:
        commands.create_account(work, "friend@example.org", "A Friend")

    assert session.scalars(select(Account.email)).all() == [steward.email]


def test_create_account_without_a_name_is_refused(working: Working) -> None:
    with pytest.raises(Invalid) as refused, working(CLI) as work:
        commands.create_account(work, "ada@example.org", "   ")

    assert refused.value.field == "display_name"


def test_admit_with_the_right_password_records_the_sign_in(session: Session, working: Working) -> None:
    ada = make_account(session, email="ada@example.org", password_hash=KEPT)

    with working(STRANGER) as work:
        admitted = commands.admit(work, attempt_by_email(session, "ada@example.org", PASSWORD))

    assert admitted is ada
    assert session.scalars(select(FactRow.payload)).one() == f'{{"by":"password","subject_id":{ada.id}}}'


def test_admit_refuses_alike_and_records_who_was_meant_but_never_what_was_typed(
    session: Session, working: Working
) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)
    make_account(session, email="gone@example.org", password_hash=KEPT, state="DEACTIVATED")
    make_account(session, email="linked@example.org")
    tries = [
        ("ada@example.org", "a wrong password"),
        ("gone@example.org", PASSWORD),
        ("linked@example.org", ""),
        ("hunter2-secret@example.org", PASSWORD),
    ]

    for email, password in tries:
        attempt = attempt_by_email(session, email, password)
        with working(STRANGER) as work:
            assert commands.admit(work, attempt) is None

    assert kinds(session) == ["people.accounts.sign_in_refused"] * 3 + ["people.accounts.unknown_sign_in_refused"]
    rows = session.scalars(select(FactRow)).all()
    assert {row.audience for row in rows} == {Audience.ADMINS}
    assert not any("@" in row.payload or "secret" in row.payload for row in rows)


def test_admit_with_an_outdated_hash_makes_a_new_one(session: Session, working: Working) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    ada = make_account(session, email="ada@example.org", password_hash=weak)

    with working(STRANGER) as work:
        commands.admit(work, attempt_by_email(session, "ada@example.org", PASSWORD))

    session.refresh(ada)
    assert ada.password_hash is not None
    assert (is_outdated(ada.password_hash), is_password(PASSWORD, ada.password_hash)) == (False, True)


def test_admit_when_the_password_was_changed_in_between_is_refused(session: Session, working: Working) -> None:
    ada = make_account(session, email="ada@example.org", password_hash=KEPT)
    attempt = attempt_by_email(session, "ada@example.org", PASSWORD)
    with working(CLI) as work:
        commands.set_password(work, ada.id, hash_password("another long password"))

    with working(STRANGER) as work:
        admitted = commands.admit(work, attempt)

    assert admitted is None


def test_mail_sign_in_link_posts_the_secret_apart_from_the_text(session: Session, working: Working) -> None:
    make_account(session, email="ada@example.org")
    session.info |= {"sends_mail": True, "public_url": "https://hub.example.org"}

    with working(STRANGER) as work:
        commands.mail_sign_in_link(work, " ADA@example.org")

    mail, link = session.scalars(select(Mail)).one(), session.scalars(select(SignInLink)).one()
    assert mail.to == "ada@example.org"
    assert "https://hub.example.org/sign-in/link/{secret}" in mail.body
    assert mail.secret is not None
    assert token_hash(mail.secret) == link.token_hash
    assert mail.secret not in mail.text(reveal=False)
    assert link.expires_at - link.issued_at == timedelta(minutes=15)


@pytest.mark.parametrize("email", ["nobody@example.org", "gone@example.org"])
def test_mail_sign_in_link_to_nobody_does_nothing(session: Session, working: Working, email: str) -> None:
    make_account(session, email="gone@example.org", state="DEACTIVATED")
    session.info["sends_mail"] = True

    with working(STRANGER) as work:
        commands.mail_sign_in_link(work, email)

    assert [session.scalars(select(table)).all() for table in (Mail, SignInLink, FactRow)] == [[], [], []]


def test_mail_sign_in_link_without_a_mail_server_is_refused(session: Session, working: Working) -> None:
    make_account(session, email="ada@example.org")

    with pytest.raises(Conflict), working(STRANGER) as work:
        commands.mail_sign_in_link(work, "ada@example.org")

    assert session.scalars(select(SignInLink)).all() == []


def test_issue_link_keeps_only_a_hash_and_is_recorded(session: Session, working: Working) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")

    with working(admin) as work:
        path = commands.issue_link(work, jo.id)

    link = session.scalars(select(SignInLink)).one()
    assert (link.token_hash, link.issued_by, link.account_id) == (token_hash(token_of(path)), admin.id, jo.id)
    fact = session.scalars(select(FactRow)).one()
    assert (fact.kind, fact.actor_id, fact.stream_id) == ("people.accounts.link_issued", admin.id, jo.id)
    assert token_of(path) not in fact.payload


def test_issue_link_to_an_account_that_decides_is_refused(session: Session, working: Working) -> None:
    admin, steward = make_account(session, "Ada", "admin"), make_account(session, "Sten", "steward")

    with pytest.raises(Denied), working(admin) as work:
        commands.issue_link(work, steward.id)

    assert session.scalars(select(SignInLink)).all() == []


def test_use_link_works_once_and_forgets_the_old_password(session: Session, working: Working) -> None:
    admin = make_account(session, "Ada", "admin")
    jo = make_account(session, "Jo", password_hash=KEPT)
    with working(admin) as work:
        token = token_of(commands.issue_link(work, jo.id))

    with working(STRANGER) as work:
        assert commands.use_link(work, token).id == jo.id
    with pytest.raises(Conflict), working(STRANGER) as work:
        commands.use_link(work, token)

    session.refresh(jo)
    assert jo.password_hash is None


def test_use_link_that_was_mailed_keeps_the_password(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo", email="jo@example.org", password_hash=KEPT)
    session.info["sends_mail"] = True
    with working(STRANGER) as work:
        commands.mail_sign_in_link(work, "jo@example.org")
    token = session.scalars(select(Mail.secret)).one()

    with working(STRANGER) as work:
        commands.use_link(work, str(token))

    session.refresh(jo)
    assert jo.password_hash is not None


@pytest.mark.parametrize("end", ["time", "deactivation", "everywhere", "invention"])
def test_use_link_that_ended_is_refused(session: Session, working: Working, clock: StandingClock, end: str) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")
    with working(admin) as work:
        token = token_of(commands.issue_link(work, jo.id))
    endings: dict[str, Callable[[], Any]] = {
        "time": lambda: clock.advance(hours=24),
        "deactivation": lambda: _within(working, admin, lambda work: commands.deactivate(work, jo.id)),
        "everywhere": lambda: _within(working, jo, commands.sign_out_everywhere),
        "invention": lambda: None,
    }
    endings[end]()

    with pytest.raises(Conflict), working(STRANGER) as work:
        commands.use_link(work, "guessed" if end == "invention" else token)

    assert session.scalars(select(SignInLink.used_at)).one() is None


def test_change_password_knowing_the_old_one_ends_other_sessions(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo", password_hash=KEPT)
    before = jo.session_key

    with working(jo) as work:
        attempt = attempt_by_id(session, jo.id, PASSWORD)
        commands.change_password(work, attempt, hash_password("another long password"))

    session.refresh(jo)
    assert jo.session_key != before
    assert is_password("another long password", jo.password_hash)


def test_change_password_without_knowing_the_old_one_is_refused(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo", password_hash=KEPT)
    other = make_account(session, "Eve", password_hash=hash_password("the password of eve"))

    for attempt in (attempt_by_id(session, jo.id, "a guess"), attempt_by_id(session, other.id, "the password of eve")):
        with pytest.raises(Invalid) as refused, working(jo) as work:
            commands.change_password(work, attempt, hash_password("another long password"))
        assert refused.value.field == "current"

    session.refresh(jo)
    assert is_password(PASSWORD, jo.password_hash)


def test_change_password_where_there_was_none_needs_no_old_one(session: Session, working: Working) -> None:
    jo = make_account(session, "Jo")

    with working(jo) as work:
        commands.change_password(work, Attempt(jo.id, None, is_right=False), KEPT)

    session.refresh(jo)
    assert is_password(PASSWORD, jo.password_hash)


def test_set_password_by_an_administrator_is_refused(session: Session, working: Working) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")

    with pytest.raises(Denied), working(admin) as work:
        commands.set_password(work, jo.id, KEPT)

    session.refresh(jo)
    assert jo.password_hash is None


def test_give_and_take_site_role_are_recorded_once_each(session: Session, working: Working) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")

    for change in (commands.give_site_role, commands.give_site_role):
        with working(admin) as work:
            change(work, jo.id, "steward")
    assert [(r.role, r.given_by) for r in session.scalars(select(AccountRole).filter_by(account_id=jo.id))] == [
        ("steward", admin.id)
    ]
    for change in (commands.take_site_role, commands.take_site_role):
        with working(admin) as work:
            change(work, jo.id, "steward")

    assert session.scalars(select(AccountRole).filter_by(account_id=jo.id)).all() == []
    assert kinds(session) == ["people.accounts.role_given", "people.accounts.role_taken"]


def test_give_site_role_to_oneself_is_refused(session: Session, working: Working) -> None:
    admin = make_account(session, "Ada", "admin")

    with pytest.raises(Denied), working(admin) as work:
        commands.give_site_role(work, admin.id, "steward")

    assert [role.role for role in session.scalars(select(AccountRole))] == ["admin"]


def test_give_site_role_that_does_not_exist_is_refused(session: Session, working: Working) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")

    with pytest.raises(Invalid), working(admin) as work:
        commands.give_site_role(work, jo.id, "emperor")

    assert session.scalars(select(AccountRole).filter_by(account_id=jo.id)).all() == []


def test_deactivate_and_reactivate_end_sessions_for_good(session: Session, working: Working) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")
    before = jo.session_key

    _within(working, admin, lambda work: commands.deactivate(work, jo.id))
    _within(working, admin, lambda work: commands.reactivate(work, jo.id))

    session.refresh(jo)
    assert (jo.state, jo.session_key != before) == (AccountState.ACTIVE, True)
    assert kinds(session) == ["people.accounts.deactivated", "people.accounts.reactivated"]


def test_play_as_a_demo_person_is_recorded(session: Session, working: Working) -> None:
    judge = make_account(session, "Jo Judge", email="judge@demo.example", is_demo=True)

    with working(STRANGER) as work:
        commands.play(work, "judge@demo.example")

    assert session.scalars(select(FactRow.payload)).one() == f'{{"by":"demo","subject_id":{judge.id}}}'


@pytest.mark.parametrize(("roles", "is_demo"), [(("admin",), True), ((), False)])
def test_play_as_an_administrator_or_a_real_person_is_refused(
    session: Session,
    working: Working,
    roles: tuple[str, ...],
    is_demo: bool,  # noqa: FBT001 - a table of cases
) -> None:
    make_account(session, "Ada", *roles, email="judge@demo.example", is_demo=is_demo)

    with pytest.raises(Denied), working(STRANGER) as work:
        commands.play(work, "judge@demo.example")

    assert kinds(session) == []


def _within(working: Working, who: Account, change: Callable[[Work], Any]) -> None:
    with working(who) as work:
        change(work)
