"""Single sign-on with the certified OpenID provider, from the button to the account."""

from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, build_opener

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from hackathon.core.clock import system_clock
from hackathon.core.config import IdentityProvider
from hackathon.people.accounts.models import Account
from hackathon.people.organization.models import Organization
from hackathon.people.single_sign_on.gateway import check_providers
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories.saving import saved
from tests.installation import app_on
from tests.servers.certified import CLIENT_ID, CLIENT_SECRET, certified_provider

BACK = "http://127.0.0.1:8000/sign-in/with/acme/back"
PEOPLE = {
    "ada-7": {"email": "ada@meridian.example", "email_verified": True, "name": "Ada Reed", "groups": ["hub-hosts"]},
}
pytestmark = pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")


@pytest.fixture
def certified(connection: Connection, tmp_path: Path) -> Iterator[Flask]:
    """Build an application for which the certified provider vouches."""
    with certified_provider(PEOPLE, BACK) as issuer:
        provider = IdentityProvider(
            "acme",
            issuer,
            CLIENT_ID,
            CLIENT_SECRET,
            "Acme",
            scopes="openid email profile groups",
            group_roles=(("hub-hosts", "host"),),
        )
        changes = {"providers": (provider,), "outbound_allowed_origins": frozenset({issuer})}
        yield app_on(connection, tmp_path, system_clock, **changes)


class _StaysHere(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow no redirect by itself."""


def sign_in_there(way: str) -> dict[str, str]:
    """Walk through the provider's pages as a browser does, until it sends the browser back."""
    opener = build_opener(_StaysHere, HTTPCookieProcessor(CookieJar()))
    while not way.startswith(BACK):
        way = _next(opener, way)
    return dict(parse_qsl(urlsplit(way).query))


def _next(opener: OpenerDirector, way: str) -> str:
    try:
        opener.open(way)
    except HTTPError as redirect:
        with redirect:
            there = redirect.headers["Location"]
        return there if "://" in there else f"http://{urlsplit(way).netloc}{there}"
    raise AssertionError(way)


def test_person_of_the_certified_provider_comes_in_with_name_address_and_role_and_no_answer_works_twice(
    certified: Flask, session: Session
) -> None:
    saved(session, Organization(name="Meridian", mail_domains=["meridian.example"], since=NOON))
    browser, thief = Browser(certified), Browser(certified)
    answer = sign_in_there(str(browser.get("/sign-in/with/acme").location))
    with browser.client.session_transaction() as own:
        kept = dict(own)

    first = browser.get(urlsplit(BACK).path, query_string=answer)
    with thief.client.session_transaction() as copied:
        copied.update(kept)
    second = thief.get(urlsplit(BACK).path, query_string=answer)

    account = session.scalars(select(Account)).one()
    assert (first.status_code, second.status_code) == (302, 403)
    assert (account.email, account.display_name) == ("ada@meridian.example", "Ada Reed")
    assert [given.role for given in account.site_roles] == ["host"]
    assert browser.get("/inbox").status_code == 200
    assert check_providers(certified.extensions["settings"], session) == "Acme answers"
