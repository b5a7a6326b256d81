"""From the mail to the signature in twelve clicks at most, on the light and on the full path, with a phone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.models import UseCase
from tests.factories.promotion import make_case, make_finished_project, make_offer
from tests.journeys.stage import PASSWORD, PHONE, Installation, Person, installation

PEOPLE = {
    "owner": ("Petra Owner", "product_owner"),
    "sponsor": ("Sven Sponsor", "sponsor"),
    "deputy": ("Dora Deputy",),
    "steward": ("Stefan Steward", "steward"),
}
MOST_CLICKS = 12
LIGHT, FULL = 1, 2
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


class Counted(Person):
    """Somebody whose clicks are counted: a button or a box is one, a field to type in one, a choice in a list two."""

    clicks = 0

    def press(self, name: str) -> None:
        """Press a button."""
        self.clicks += 1
        super().press(name)

    def tick(self, name: str) -> None:
        """Tick a box."""
        self.clicks += 1
        self.page.get_by_label(name).check()

    def fill(self, **fields: str) -> None:
        """Type into fields."""
        self.clicks += len(fields)
        super().fill(**fields)

    def choose(self, **fields: str) -> None:
        """Choose in lists."""
        self.clicks += 2 * len(fields)
        super().choose(**fields)

    def come_by_mail(self, path: str, email: str) -> None:
        """Follow the link of a mail as somebody who is not signed in."""
        self.clicks += 1
        self.go(path)
        self.fill(email=email, password=PASSWORD)
        self.press("Sign in")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    """Run an installation in which a light and a full use case are on offer to the same owner."""
    with installation(tmp_path, HACKATHON_RATE_LIMITS="0") as running:
        running.create_people({f"{role}@example.org": who for role, who in PEOPLE.items()})
        with running.rows() as session:
            _offer(session, number=LIGHT)
            _offer(session, number=FULL, path="full")
        yield running


def test_offers_are_signed_within_twelve_clicks_of_the_mail(place: Installation, chromium: Browser) -> None:
    owner = Counted(chromium, place, "owner", viewport=PHONE)
    owner.come_by_mail(f"/use-cases/{LIGHT}/offer", "owner@example.org")
    owner.tick("No budget is needed")
    owner.fill(signed_name="Petra Owner")
    owner.press("Sign and take over")
    owner.sees("It is yours now")
    light = owner.clicks
    owner.leave()

    owner = Counted(chromium, place, "owner")
    owner.come_by_mail(f"/use-cases/{FULL}/offer", "owner@example.org")
    owner.tick("No budget is needed")
    owner.fill(deputy="deputy@example.org", signed_name="Petra Owner")
    owner.choose(sponsor_id="Sven Sponsor")
    owner.press("Sign")
    owner.sees("once the sponsor countersigns")
    full = owner.clicks
    owner.leave()

    sponsor = Counted(chromium, place, "sponsor", viewport=PHONE)
    sponsor.come_by_mail(f"/use-cases/{FULL}/offer/countersign", "sponsor@example.org")
    sponsor.sees("Deputy: Dora Deputy. Sponsor: Sven Sponsor.")
    sponsor.fill(signed_name="Sven Sponsor")
    sponsor.press("Countersign")
    sponsor.sees("The owner and the team are told")
    assert (max(light, full, sponsor.clicks) <= MOST_CLICKS, sponsor.errors) == (True, [])
    sponsor.leave()

    with place.rows() as session:
        states = session.execute(select(UseCase.state, Offer.state).join(Offer).order_by(UseCase.number)).all()
        assert [tuple(row) for row in states] == [("ADOPTED", "ACCEPTED")] * 2


def _offer(session: Session, **values: object) -> None:
    accounts = {account.email: account for account in session.scalars(select(Account))}
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED", screened_by=accounts["steward@example.org"].id, **values)
    until = datetime.now(UTC) + timedelta(days=14)
    make_offer(session, case, accounts["owner@example.org"], expires_at=until)
