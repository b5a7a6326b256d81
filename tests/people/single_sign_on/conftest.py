"""An installation for which an identity provider vouches that can lie, and people who come by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hackathon.core.config import IdentityProvider
from hackathon.core.facts import FactRow
from hackathon.people.accounts.models import Account
from hackathon.people.organization.models import Organization
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories.saving import saved
from tests.servers.pretender import CLIENT_ID, CLIENT_SECRET, Pretender, pretending

ADA: dict[str, Any] = {"sub": "ada-7", "email": "ada@meridian.example", "email_verified": True, "name": "Ada Reed"}


@dataclass
class Door:
    """The installation, its provider, and what can be tried at its door."""

    install: Callable[..., Flask]
    pretender: Pretender
    session: Session

    def open(
        self, account: Account | None = None, *, settings: dict[str, Any] | None = None, **changes: Any
    ) -> Browser:
        """Open a browser at an installation whose provider has these settings."""
        issuer = self.pretender.issuer
        provider = IdentityProvider("acme", issuer, CLIENT_ID, CLIENT_SECRET, "Acme", **changes)
        origins = frozenset({issuer})
        app = self.install(providers=(provider,), outbound_allowed_origins=origins, **(settings or {}))
        return Browser(app, account)

    def leave(self, browser: Browser, path: str = "/sign-in/with/acme") -> str:
        """Go to the provider, and return the way there."""
        return str(browser.get(path).location)

    def come_back(self, browser: Browser, answer: dict[str, str]) -> TestResponse:
        """Bring the provider's answer."""
        return browser.get("/sign-in/with/acme/back", query_string=answer)

    def enter(self, browser: Browser, **claims: Any) -> TestResponse:
        """Go there, be vouched for, and come back."""
        return self.come_back(browser, self.pretender.vouch(self.leave(browser), **claims))

    def forget(self, browser: Browser) -> None:
        """Remove the browser's cookies."""
        with browser.client.session_transaction() as cookie:
            cookie.clear()

    def happened(self) -> list[tuple[str, str]]:
        """List kind and payload of what was recorded."""
        self.session.expire_all()
        facts = self.session.scalars(select(FactRow).order_by(FactRow.id))
        return [(fact.kind.removeprefix("people."), fact.payload) for fact in facts]


@pytest.fixture
def door(install: Callable[..., Flask], session: Session, clock: StandingClock) -> Iterator[Door]:
    """Give an installation of the organization whose mail domain is meridian.example."""
    saved(session, Organization(name="Meridian", mail_domains=["meridian.example"], since=NOON))
    with pretending(int(clock().timestamp())) as pretender:
        yield Door(install, pretender, session)
