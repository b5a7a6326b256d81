"""Who may come in, and who says so."""

from datetime import timedelta

import pytest

from hackathon.core.actors import STRANGER, Actor, Grant, person, system
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SignInLink, SiteRole
from hackathon.people.accounts.policy import (
    can_be_played,
    can_change_site_role,
    can_change_state,
    can_issue_link,
    can_keep_accounts,
    can_sign_in,
    can_use_link,
)
from tests.clocks import NOON

ADMIN = person(1, "Ada", site_roles=["admin"])
EVERYBODY_ELSE = [
    STRANGER,
    person(2, "Nobody"),
    person(2, "All but admin", site_roles=[role for role in SiteRole if role != "admin"]),
    person(2, "Organizer", grants=[Grant("event", 1, "organizer")]),
    system("dispatch"),
]


def account(account_id: int = 9, **values: object) -> Account:
    return Account(**({"id": account_id, "state": AccountState.ACTIVE, "epoch": 1, "is_demo": False} | values))


@pytest.mark.parametrize("actor", [ADMIN, system("cli"), system("demo")], ids=lambda actor: actor.name)
def test_can_keep_accounts_admits_administrators_and_the_machine(actor: Actor) -> None:
    assert can_keep_accounts(actor)


@pytest.mark.parametrize("actor", EVERYBODY_ELSE, ids=lambda actor: actor.name)
def test_can_keep_accounts_refuses_everybody_else(actor: Actor) -> None:
    assert not can_keep_accounts(actor)
    assert not can_change_site_role(actor, account())
    assert not can_change_state(actor, account())
    assert not can_issue_link(actor, account(), person(9, "Jo"))


def test_can_change_own_roles_and_state_is_refused_even_for_administrators() -> None:
    own = account(1)

    assert can_change_site_role(ADMIN, own).reason == "Nobody changes their own roles. Ask another administrator."
    assert can_change_state(ADMIN, own).reason == "Nobody deactivates their own account. Ask another administrator."


def test_can_issue_link_for_somebody_without_a_say_is_allowed() -> None:
    holder = person(9, "Jo", grants=[Grant("event", 1, "participant"), Grant("team", 4, "captain")])

    assert can_issue_link(ADMIN, account(), holder)


@pytest.mark.parametrize("role", list(SiteRole))
def test_can_issue_link_for_a_holder_of_any_site_role_is_refused(role: str) -> None:
    assert not can_issue_link(ADMIN, account(), person(9, "Jo", site_roles=[role]))


@pytest.mark.parametrize("role", ["organizer", "judge"])
def test_can_issue_link_for_somebody_with_a_say_at_an_event_is_refused(role: str) -> None:
    assert not can_issue_link(ADMIN, account(), person(9, "Jo", grants=[Grant("event", 1, role)]))


def test_can_issue_link_for_a_deactivated_account_is_refused() -> None:
    assert not can_issue_link(ADMIN, account(state=AccountState.DEACTIVATED), person(9, "Jo"))


@pytest.mark.parametrize(("state", "expected"), [("ACTIVE", True), ("INVITED", False), ("DEACTIVATED", False)])
def test_can_sign_in_needs_an_active_account(state: str, expected: bool) -> None:  # noqa: FBT001 - a table of cases
    assert bool(can_sign_in(account(state=state))) is expected


def test_can_use_link_once_in_time_and_of_the_same_epoch() -> None:
    def link(**values: object) -> SignInLink:
        return SignInLink(**({"used_at": None, "expires_at": NOON + timedelta(minutes=1), "epoch": 1} | values))

    tried = [
        can_use_link(link(), account(), at=NOON),
        can_use_link(link(used_at=NOON), account(), at=NOON),
        can_use_link(link(expires_at=NOON), account(), at=NOON),
        can_use_link(link(), account(epoch=2), at=NOON),
        can_use_link(link(), account(state=AccountState.DEACTIVATED), at=NOON),
    ]

    assert [bool(decision) for decision in tried] == [True, False, False, False, False]


def test_can_be_played_needs_a_demo_account_that_is_no_administrator() -> None:
    demo_admin = account(is_demo=True)
    demo_admin.site_roles = [AccountRole(role="admin")]

    assert can_be_played(account(is_demo=True))
    assert not can_be_played(account())
    assert not can_be_played(demo_admin)
    assert not can_be_played(account(is_demo=True, state=AccountState.DEACTIVATED))
