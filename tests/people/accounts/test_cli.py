"""Accounts from the command line."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.work import Work
from hackathon.people.accounts.cli import user
from hackathon.people.accounts.models import Account, SignInLink
from hackathon.people.accounts.rules import is_password
from tests.factories import make_account

PASSWORD = "three quiet meters"


@dataclass(frozen=True)
class Installation:
    working: Callable[..., AbstractContextManager[Work]]


@pytest.fixture
def run(working: Callable[..., AbstractContextManager[Work]]) -> Callable[..., Result]:
    """Run `hackathon user …`."""
    return lambda *words: CliRunner().invoke(user, list(words), obj=Installation(working))


def test_create_makes_an_account_with_roles_and_password(run: Callable[..., Result], session: Session) -> None:
    result = run("create", "ada@example.org", "--name", "Ada", "--role", "admin", "--password", PASSWORD)

    assert (result.exit_code, result.output) == (0, "ada@example.org can sign in.\n")
    ada = session.scalars(select(Account)).one()
    assert ([role.role for role in ada.site_roles], is_password(PASSWORD, ada.password_hash)) == (["admin"], True)


def test_create_with_a_short_password_says_so_and_makes_nothing(run: Callable[..., Result], session: Session) -> None:
    result = run("create", "ada@example.org", "--name", "Ada", "--password", "short")

    assert result.exit_code == 1
    assert "12 characters" in result.output
    assert session.scalars(select(Account)).all() == []


def test_link_lets_even_an_administrator_in_from_the_machine(run: Callable[..., Result], session: Session) -> None:
    make_account(session, "Ada", "admin", email="ada@example.org")

    result = run("link", "ada@example.org")

    link = session.scalars(select(SignInLink)).one()
    assert (result.exit_code, link.issued_by) == (0, None)
    assert result.output.startswith("http://127.0.0.1:8000/sign-in/link/")


def test_role_gives_and_takes(run: Callable[..., Result], session: Session) -> None:
    ada = make_account(session, "Ada", email="ada@example.org")

    given = run("role", "ada@example.org", "steward")
    held = [role.role for role in ada.site_roles]
    taken = run("role", "ada@example.org", "steward", "--take")

    assert (given.output, held, taken.output) == (
        "ada@example.org holds steward.\n",
        ["steward"],
        "ada@example.org no longer holds steward.\n",
    )


def test_password_of_an_unknown_address_says_so(run: Callable[..., Result]) -> None:
    result = run("password", "nobody@example.org", "--password", PASSWORD)

    assert (result.exit_code, "no account with the address nobody@example.org" in result.output) == (1, True)


def test_password_is_set_and_ends_sessions(run: Callable[..., Result], session: Session) -> None:
    ada = make_account(session, "Ada", email="ada@example.org", epoch=1)

    result = run("password", "ada@example.org", "--password", PASSWORD)

    session.refresh(ada)
    assert (result.exit_code, ada.epoch, is_password(PASSWORD, ada.password_hash)) == (0, 2, True)
