"""Coming in by single sign-on: new and known people, taken addresses, roles, links, what is switched off."""

from typing import Any

import pytest
from sqlalchemy import select

from hackathon import floors
from hackathon.core.config import IdentityProvider, WrongSetting
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.single_sign_on.models import Identity
from tests.clocks import NOON, StandingClock
from tests.factories import make_account
from tests.factories.saving import saved
from tests.installation import make_settings
from tests.people.single_sign_on.conftest import ADA, Door

GROUPS: dict[str, Any] = {"group_roles": (("hub-hosts", "host"), ("hub-admins", "admin"))}


def linked(door: Door, account: Account, subject: str = "ada-7") -> Account:
    saved(door.session, Identity(account_id=account.id, issuer=door.pretender.issuer, subject=subject, linked_at=NOON))
    return account


def people(door: Door) -> list[tuple[str, str]]:
    door.session.expire_all()
    return [(each.email, each.display_name) for each in door.session.scalars(select(Account).order_by(Account.id))]


def roles(door: Door, account: Account) -> set[str]:
    door.session.expire_all()
    return {given.role for given in account.site_roles}


def test_stranger_of_an_allowed_domain_gets_an_account_and_lands_where_they_wanted(door: Door) -> None:
    browser = door.open()
    way = door.leave(browser, "/sign-in/with/acme?next=/events")

    answer = door.come_back(browser, door.pretender.vouch(way, **ADA))

    identity = door.session.scalars(select(Identity)).one()
    assert (answer.status_code, answer.location) == (302, "/events")
    assert people(door) == [("ada@meridian.example", "Ada Reed")]
    assert door.happened() == [
        ("accounts.created", f'{{"subject_id":{identity.account_id}}}'),
        ("single_sign_on.linked", f'{{"by":"new","provider":"acme","subject_id":{identity.account_id}}}'),
        ("accounts.signed_in", f'{{"by":"acme","subject_id":{identity.account_id}}}'),
    ]
    assert browser.get("/events").status_code == 200


def test_known_person_comes_in_whatever_address_they_have_by_now(door: Door) -> None:
    owner = linked(door, make_account(door.session, "Ada"))

    answer = door.enter(door.open(), **ADA | {"email": "married@elsewhere.example"})

    assert answer.status_code == 302
    assert people(door) == [(owner.email, "Ada")]


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"email": "ada@elsewhere.example"}, "domain"),
        ({"email_verified": False}, "mail"),
        ({"email_verified": None}, "mail"),
        ({"email": "no address"}, "mail"),
    ],
)
def test_stranger_without_a_proven_address_of_the_organization_stays_outside(
    door: Door, claims: dict[str, Any], why: str
) -> None:
    answer = door.enter(door.open(), **ADA | claims)

    assert (answer.status_code, people(door)) == (403, [])
    assert door.happened() == [("single_sign_on.refused", f'{{"provider":"acme","subject_id":0,"why":"{why}"}}')]


def test_account_of_the_same_address_is_not_taken_over(door: Door) -> None:
    make_account(door.session, "Ada", "admin", email=ADA["email"], password_hash="kept")
    browser = door.open()

    answer = door.enter(browser, **ADA)

    assert answer.status_code == 403
    assert "There is an account with your address already." in answer.text
    assert browser.get("/admin").location == "/sign-in?next=/admin"
    assert door.session.scalars(select(Identity)).all() == []


def test_account_of_the_same_address_is_linked_once_where_the_setting_says_so(door: Door) -> None:
    make_account(door.session, "Ada", email=ADA["email"], password_hash="kept")

    first = door.enter(door.open(links_by_mail=True), **ADA)
    second = door.enter(door.open(links_by_mail=True), **ADA | {"sub": "another-ada"})

    assert (first.status_code, second.status_code) == (302, 403)
    assert door.session.scalars(select(Identity.subject)).all() == ["ada-7"]


def test_account_that_nobody_ever_entered_is_opened_by_its_proven_address_and_by_that_person_alone(door: Door) -> None:
    make_account(door.session, "Ada", email=ADA["email"])

    first = door.enter(door.open(), **ADA)
    second = door.enter(door.open(), **ADA | {"sub": "another-ada"})

    assert (first.status_code, second.status_code) == (302, 403)
    assert door.session.scalars(select(Identity.subject)).all() == ["ada-7"]


def test_deactivated_person_stays_outside_and_it_is_recorded(door: Door) -> None:
    owner = linked(door, make_account(door.session, "Ada", state=AccountState.DEACTIVATED))

    answer = door.enter(door.open(**GROUPS), **ADA, groups=["hub-admins"])

    assert (answer.status_code, roles(door, owner)) == (403, set())
    assert door.happened() == [
        ("single_sign_on.refused", f'{{"provider":"acme","subject_id":{owner.id},"why":"deactivated"}}')
    ]


def test_roles_that_groups_decide_about_follow_them_at_each_sign_in(door: Door) -> None:
    make_account(door.session, "Other admin", "admin")
    owner = linked(door, make_account(door.session, "Ada", "host", "steward"))
    door.pretender.userinfo = {"sub": "ada-7", "groups": ["hub-hosts"]}
    browser = door.open(**GROUPS)

    door.enter(browser, **ADA, groups=["hub-admins", "staff"])
    first = roles(door, owner)
    door.forget(browser)
    door.enter(browser, **ADA)

    assert (first, roles(door, owner)) == ({"admin", "steward"}, {"host", "steward"})
    assert {fact[0] for fact in door.happened()} == {"accounts.role_given", "accounts.role_taken", "accounts.signed_in"}


def test_last_administrator_keeps_the_role_without_the_group(door: Door) -> None:
    owner = linked(door, make_account(door.session, "Ada", "admin", "host"))

    door.enter(door.open(**GROUPS), **ADA)

    assert roles(door, owner) == {"admin"}


def test_person_links_their_account_a_moment_after_signing_in(door: Door, clock: StandingClock) -> None:
    ada = make_account(door.session, "Ada", email="ada.before@meridian.example")
    browser = door.open(ada)
    stale = browser.post("/people/me/linked-accounts/acme/link").status_code
    with browser.client.session_transaction() as cookie:
        cookie["since"] = int(clock().timestamp())

    offered = browser.post("/people/me/linked-accounts/acme/link")
    way = offered.text.partition('href="' + door.pretender.issuer)[2].partition('"')[0].replace("&amp;", "&")
    answer = door.come_back(browser, door.pretender.vouch(way, **ADA))

    identity = door.session.scalars(select(Identity)).one()
    assert (stale, offered.status_code, answer.location) == (403, 200, "/people/me/linked-accounts")
    assert (identity.account_id, identity.subject) == (ada.id, "ada-7")
    assert door.happened() == [("single_sign_on.linked", f'{{"by":"person","provider":"acme","subject_id":{ada.id}}}')]


def test_what_opens_another_account_is_not_linked_and_the_only_way_in_is_not_unlinked(
    door: Door, clock: StandingClock
) -> None:
    linked(door, make_account(door.session, "Grace"), "ada-7")
    ada = linked(door, make_account(door.session, "Ada"), "ada-8")
    browser = door.open(ada)
    with browser.client.session_transaction() as cookie:
        cookie["since"] = int(clock().timestamp())

    offered = browser.post("/people/me/linked-accounts/acme/link")
    way = offered.text.partition('href="' + door.pretender.issuer)[2].partition('"')[0].replace("&amp;", "&")
    answer = door.come_back(browser, door.pretender.vouch(way, **ADA))
    unlinked = browser.post("/people/me/linked-accounts/acme/unlink")

    assert (answer.status_code, unlinked.status_code) == (403, 403)
    assert sorted(door.session.scalars(select(Identity.subject))) == ["ada-7", "ada-8"]


def test_sign_in_page_without_passwords_offers_providers_alone_and_takes_no_password(door: Door) -> None:
    browser = door.open(settings={"passwords": False, "mailed_links": False, "smtp_url": "smtp://127.0.0.1"})

    page = browser.get("/sign-in").text
    refused = browser.post("/sign-in", email="ada@meridian.example", password="three quiet meters")
    unmailed = browser.post("/sign-in/mail", email="ada@meridian.example")

    assert ("Sign in with Acme" in page, "Password" in page, "Mail me a link" in page) == (True, False, False)
    assert (refused.status_code, unmailed.status_code) == (409, 409)


def test_group_of_an_unknown_role_stops_the_start(tmp_path: Any) -> None:
    provider = IdentityProvider("acme", "https://id.example", "hub", "x", "Acme", group_roles=(("a", "king"),))
    settings = make_settings(tmp_path, "sqlite://", providers=(provider,))

    with pytest.raises(WrongSetting, match=r"^HACKATHON_OIDC_ACME_GROUP_ROLES: there is no role king"):
        floors.contributions(settings)
